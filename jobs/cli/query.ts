import type { Answer, Envelope } from '@cockpit/domain/indicator/envelope'
import { Command } from 'commander'
import { readJsonInput } from './json-input'
import { json, table } from './print'
import { Trouble, UsageError } from './trouble'

interface Options {
  readonly indicator?: readonly string[]
  readonly territory?: string
  readonly facility?: string
  readonly by?: string
  readonly period?: string
  readonly series?: string
  readonly compare?: readonly string[]
  readonly filter?: readonly string[]
  readonly limit?: string
  readonly input?: string
  readonly as?: string
  readonly json?: boolean
}

export function queryVerb(): Command {
  return new Command('query')
    .description('ask for indicators, as one person may see them')
    .option('-i, --indicator <id...>', 'one or more indicators')
    .option('-t, --territory <code>', 'area code')
    .option('-p, --period <period>', '2026, 2026-Q3, 2026-10, 2026-10-05 or a range such as 2026-01..2026-10')
    .option('--facility <id>', 'one facility')
    .option('--by <breakdown>', 'children, county, facility, department, tier, category, disease, drg, income')
    .option('--series <step>', 'a value per day, month, quarter or year')
    .option('--compare <with...>', 'sameLastYear, previous')
    .option('--filter <dimension=a,b...>', 'keep only these values')
    .option('--limit <rows>', 'at most so many rows')
    .option('--input <file>', 'the whole question as JSON; - reads standard input')
    .option('--as <username>', 'whose grants apply; without it the question is asked over every province')
    .option('--json', 'the whole answer with its envelopes')
    .addHelpText(
      'after',
      `
Examples:
  npm run -s cockpit -- query -i outpatient.visits -t 330000 -p 2026-10 --by children
  npm run -s cockpit -- query -i inpatient.caseMixIndex -t 330100 -p 2026-01..2026-10 --series month --as county
  echo '{"indicators":["beds.occupancy"],"territory":"330000","period":"2026-10"}' | npm run -s cockpit -- query --input - --json`,
    )
    .action((options: Options) => run(options))
}

async function run(options: Options): Promise<void> {
  const { IndicatorQuery } = await import('@cockpit/domain/indicator/query')
  const { z } = await import('zod')
  const parsed = IndicatorQuery.safeParse(options.input ? readJsonInput(options.input) : fromFlags(options))
  if (!parsed.success) throw new UsageError(`the question cannot be asked:\n${z.prettifyError(parsed.error)}`)

  const { connect } = await import('./connect')
  const { database } = await import('@cockpit/db/database')
  const { loadFacilities, loadTerritory } = await import('@cockpit/geo/territory-store')
  const { askIndicators } = await import('@cockpit/semantic-layer/client/ask')
  const { personNamed } = await import('./person')
  const { systemActor } = await import('../system-actor')
  const { databaseUrl, cube, demo } = connect(process.env)
  const db = database(databaseUrl)
  try {
    const territory = await loadTerritory(db)
    const facilities = new Map((await loadFacilities(db)).map((facility) => [facility.id, facility]))
    const asker = options.as ? await personNamed(db, options.as) : systemActor(territory)
    const result = await askIndicators(parsed.data, asker, { cube, territory, facilities, demo, now: () => new Date() })
    if (!result.ok) throw new Trouble(`${result.refusal}: ${result.message}`)
    console.log(options.json ? json(result.answer) : asTable(result.answer))
  } finally {
    await db.$disconnect()
  }
}

function fromFlags(options: Options): Record<string, unknown> {
  const { indicator, territory, period } = options
  if (!indicator || !territory || !period)
    throw new UsageError('name at least --indicator, --territory and --period, or give the question with --input.')
  return {
    indicators: indicator,
    territory,
    period,
    ...(options.facility ? { facility: options.facility } : {}),
    ...(options.by ? { by: options.by } : {}),
    ...(options.series ? { series: options.series } : {}),
    ...(options.compare ? { compare: options.compare } : {}),
    ...(options.limit ? { limit: Number(options.limit) } : {}),
    ...(options.filter ? { filters: options.filter.map(filterFrom) } : {}),
  }
}

function filterFrom(text: string): { dimension: string; values: string[] } {
  const at = text.indexOf('=')
  if (at < 1) throw new UsageError(`"${text}" is not a filter; write it as tier=tertiary,secondary.`)
  return { dimension: text.slice(0, at), values: text.slice(at + 1).split(',') }
}

function asTable(answer: Answer): string {
  const indicators = [...new Set(answer.rows.flatMap((row) => Object.keys(row.cells)))]
  const head = ['key', 'name', 'at', ...indicators]
  const rows = answer.rows.map((row) => [
    row.key || 'total',
    row.name ?? '',
    row.at ?? '',
    ...indicators.map((indicator) => cell(row.cells[indicator])),
  ])
  const facts = [
    `period ${answer.period.from}..${answer.period.to}`,
    `data ${answer.dataVersion}`,
    ...(answer.asOf ? [`as of ${answer.asOf}`] : []),
    ...(answer.coverage ? [`coverage ${answer.coverage.reported}/${answer.coverage.expected}`] : []),
    ...(answer.mixtures ?? []).map(({ dimension, values }) => `mixes ${dimension} ${values.join(', ')}`),
    ...(answer.demo ? ['演示数据 demo data'] : []),
    ...(answer.staleSince ? [`stale since ${answer.staleSince}`] : []),
  ]
  const right = indicators.map((_, index) => index + 3)
  return `${table([head, ...rows], right)}\n\n${facts.join(' · ')}`
}

/** A withheld value is written as its reason, never as a number. */
function cell(envelope: Envelope | undefined): string {
  if (!envelope) return ''
  if (envelope.state !== 'shown' || envelope.value === undefined) return envelope.state
  return Number.isInteger(envelope.value) ? String(envelope.value) : envelope.value.toPrecision(6)
}
