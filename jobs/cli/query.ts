import { Command, Option } from 'commander'
import { json } from './print'
import type { QuestionFlags } from './question-of'
import { Trouble } from './trouble'

interface Options extends QuestionFlags {
  readonly input?: string
  readonly as?: string
  readonly format: 'table' | 'json' | 'csv'
  readonly json?: boolean
}

export function queryVerb(): Command {
  return new Command('query')
    .alias('ask')
    .description('ask for indicators, as one person may see them (docs/asking.md)')
    .option('-i, --indicator <id...>', 'one or more indicators')
    .option('-t, --territory <code>', 'area code')
    .option(
      '-p, --period <period>',
      '2026, 2026-H1, 2026-Q3, 2026-10, 2026-W41, 2026-10-05 or a range such as 2026-01..2026-10',
    )
    .option('--facility <id>', 'one facility')
    .option('--by <breakdown>', 'children, county, facility, department, tier, category, disease, drg, income')
    .option('--series <step>', 'a value per day, week, month, quarter, half or year')
    .option('--compare <with...>', 'sameLastYear, previous, yearToDate, rolling12 (or another number of steps)')
    .option('--filter <dimension=a,b...>', 'keep only these values')
    .option('--definition <id=version...>', 'reckon an indicator under another version of its definition')
    .option('--peers', 'the quartiles of the peer group of a facility, or of one tier')
    .option('--limit <rows>', 'only the first rows; the others are told together')
    .option('--order <order>', 'largest or smallest first')
    .option('--input <file>', 'the whole question as JSON; - reads standard input')
    .option('--as <username>', 'whose grants apply; without it the question is asked over every province')
    .addOption(new Option('--format <format>', 'form of the answer').choices(['table', 'json', 'csv']).default('table'))
    .option('--json', 'the same as --format json')
    .addHelpText(
      'after',
      `
Examples:
  npm run -s cockpit -- query -i outpatient.visits -t 330000 -p 2026-10 --by children
  npm run -s cockpit -- ask -i outpatient.visits -t 330000 -p 2026-10 --by county --compare sameLastYear yearToDate --limit 10
  npm run -s cockpit -- query -i inpatient.caseMixIndex -t 330100 -p 2026-01..2026-10 --series month --as county --format csv
  echo '{"indicators":["beds.occupancy"],"territory":"330000","period":"2026-10"}' | npm run -s cockpit -- query --input - --json`,
    )
    .action((options: Options) => run(options))
}

async function run(options: Options): Promise<void> {
  const { questionIn, questionOf } = await import('./question-of')
  const query = options.input ? questionIn(options.input) : questionOf(options)
  const { connect } = await import('./connect')
  const { database } = await import('@cockpit/db/database')
  const { loadFacilities, loadTerritory } = await import('@cockpit/geo/territory-store')
  const { knownCatalogue } = await import('@cockpit/semantic-layer/client/ask')
  const { askQuestion } = await import('@cockpit/semantic-layer/client/ask-question')
  const { answerCsv, answerTable } = await import('@cockpit/semantic-layer/workbook/answer-table')
  const { answerText } = await import('./answer-text')
  const { personNamed } = await import('./person')
  const { systemActor } = await import('../system-actor')
  const { databaseUrl, cube, demo } = connect(process.env)
  const db = database(databaseUrl)
  try {
    const territory = await loadTerritory(db)
    const facilities = new Map((await loadFacilities(db)).map((facility) => [facility.id, facility]))
    const asker = options.as ? await personNamed(db, options.as) : systemActor(territory)
    const ports = { cube, territory, facilities, demo, now: () => new Date() }
    const result = await askQuestion(query, asker, ports)
    if (!result.ok) throw new Trouble(`${result.refusal}: ${result.message}`)
    const { answer } = result
    if (options.json || options.format === 'json') console.log(json(answer))
    else if (options.format === 'table') console.log(answerText(answer))
    else {
      const catalogue = await knownCatalogue(ports)
      process.stdout.write(answerCsv(answerTable(answer, (id) => catalogue.get(id))))
    }
  } finally {
    await db.$disconnect()
  }
}
