import { Command } from 'commander'
import { connect } from './connect'
import { json, table } from './print'
import { Trouble, UsageError } from './trouble'

interface Options {
  readonly json?: boolean
  readonly file?: string
}

export function rulesVerb(): Command {
  return new Command('rules')
    .description('list the alert rules, run one over the whole history, or judge an alert once more')
    .argument('<action>', '`list`, `backtest` or `replay`')
    .argument('[name]', 'with `backtest` a rule’s id, with `replay` an alert’s id')
    .option('--file <file>', 'with `backtest`: a rule as JSON, which need not stand')
    .option('--json', 'everything, for a program')
    .addHelpText(
      'after',
      `
Examples:
  npm run -s cockpit -- rules list
  npm run -s cockpit -- rules backtest disease-surge
  npm run -s cockpit -- rules backtest --file rule.json --json
  npm run -s cockpit -- rules replay 0199c3a2-...   # fails when the verdict differs from the recorded one`,
    )
    .action(async (action: string, name: string | undefined, options: Options) => {
      if (action === 'list') return list(options)
      if (action === 'backtest') return backtest(name, options)
      if (action === 'replay') return replay(name, options)
      throw new UsageError(`"${action}" is not an action of rules; there are list, backtest and replay.`)
    })
}

async function list(options: Options): Promise<void> {
  const { listRules } = await import('@cockpit/db/rules/read-rules')
  await withPorts(async ({ db, packs }) => {
    const rows = await listRules(
      db,
      packs.flatMap((pack) => pack.rules.map((rule) => ({ ...rule, pack: pack.name }))),
    )
    if (options.json) return console.log(json(rows))
    const cells = rows.map((row) => [
      row.definition.id,
      row.definition.when.kind,
      row.definition.level,
      row.state,
      row.pack ?? '',
      row.definition.version,
      String(row.raised),
      row.precision === null ? '' : `${(row.precision * 100).toFixed(0)} %`,
      row.lastFired?.toISOString().slice(0, 10) ?? '',
    ])
    console.log(
      table([['rule', 'kind', 'level', 'state', 'pack', 'version', 'alerts', 'right', 'last'], ...cells], [6, 7]),
    )
    console.log(`\n${rows.length} rules`)
  })
}

async function backtest(name: string | undefined, { file, json: asJson }: Options): Promise<void> {
  if ((name === undefined) === (file === undefined)) throw new UsageError('name a rule, or a file with --file.')
  const { readFile } = await import('node:fs/promises')
  const { RuleDefinition } = await import('@cockpit/domain/rules/definition')
  const { knownEvents } = await import('@cockpit/db/rules/known-events')
  const { currentManifest } = await import('@cockpit/semantic-layer/lake/read')
  const { askingPorts, rulesOf } = await import('../evaluate/evaluate-rules')
  const { runBacktest } = await import('../evaluate/run-backtest')
  const { NotJudged } = await import('../evaluate/ask-steps')
  const { z } = await import('zod')
  await withPorts(async (ports) => {
    const standing = await rulesOf(ports.db, ports.packs)
    let rule = standing.find(({ definition }) => definition.id === name)?.definition
    if (file !== undefined) {
      const sound = RuleDefinition.safeParse(JSON.parse(await readFile(file, 'utf8')))
      if (!sound.success) throw new Trouble(`${file} is no rule. ${z.prettifyError(sound.error)}`)
      rule = sound.data
    }
    if (!rule) throw new Trouble(`there is no rule ${name}; \`rules list\` names them.`)
    const events = await knownEvents(ports.db, [rule.indicator])
    try {
      const manifest = await currentManifest(ports.lake)
      const result = await runBacktest(rule, { standing, events }, manifest, await askingPorts(ports))
      if (asJson) return console.log(json(result))
      const { found, budget, sweep } = result
      const share = (value: number | null) => (value === null ? '' : `${(value * 100).toFixed(0)} %`)
      console.log(
        `${rule.id} ${rule.version} · ${result.from} to ${result.to} · ${result.subjects} places, ${result.heard} of them heard`,
      )
      console.log(`${found.alerts} alerts over ${found.months.length} months · data ${result.dataVersion}`)
      console.log(
        `judged ${found.judged} of ${found.steps} steps · events found ${share(found.sensitivity) || 'none known'} · days missed ${found.daysMissed}`,
      )
      if (budget)
        console.log(
          `${budget.alarms} alarms, ${budget.kept} within a false discovery rate of ${budget.rate} and ${budget.perMonth} a month`,
        )
      const rows = sweep.map((row) => [
        row.parameter ?? '(as it is)',
        row.parameter === null ? '' : String(row.value),
        String(row.alerts),
        row.falsePerMonth?.toFixed(2) ?? '',
        share(row.precision),
        share(row.sensitivity),
        row.medianDelay?.toFixed(0) ?? '',
        String(row.daysMissed),
      ])
      const head = ['parameter', 'value', 'alerts', 'false a month', 'right', 'found', 'delay', 'days missed']
      console.log(`\n${table([head, ...rows], [2, 3, 4, 5, 6, 7])}`)
    } catch (error) {
      if (error instanceof NotJudged) throw new Trouble(error.message)
      throw error
    }
  })
}

async function replay(id: string | undefined, options: Options): Promise<void> {
  if (id === undefined) throw new UsageError('name the alert; its page and `--json` of the list of alerts tell its id.')
  const { replayAlert } = await import('@cockpit/db/rules/replay')
  await withPorts(async ({ db }) => {
    const found = await replayAlert(db, id)
    if (!found)
      throw new Trouble(
        `nothing is recorded of alert ${id}: there is none of that id, or it rose before evaluations were recorded.`,
      )
    if (options.json) console.log(json(found))
    else {
      console.log(`${found.rule.id} ${found.rule.version} · ${found.step} · data ${found.dataVersion}`)
      console.log(`judged ${found.judgedAt.toISOString()} at lake version ${found.lakeVersion}`)
      console.log(`${found.recorded.state} then, ${found.now.state} now: ${found.reason.zh} / ${found.reason.en}`)
      console.log(found.same ? 'the same verdict' : 'ANOTHER verdict')
    }
    if (!found.same) process.exitCode = 1
  })
}

async function withPorts<T>(
  use: (ports: import('../evaluate/evaluate-rules').EvaluatePorts) => Promise<T>,
): Promise<T> {
  const { database } = await import('@cockpit/db/database')
  const { loadTerritory } = await import('@cockpit/geo/territory-store')
  const { packRoots } = await import('@cockpit/semantic-layer/packs/folders')
  const { loadPacks } = await import('@cockpit/semantic-layer/packs/load')
  const { settings, cube, databaseUrl, demo } = connect(process.env)
  const db = database(databaseUrl)
  try {
    return await use({
      db,
      lake: settings.lake,
      packs: await loadPacks(packRoots(settings.extraPacks.join(':'))),
      cube: { ...cube, patience: 240_000 },
      territory: () => loadTerritory(db),
      now: () => new Date(),
      demo,
    })
  } finally {
    await db.$disconnect()
  }
}
