import type { Line, Method, MethodResult, Scalar } from '@cockpit/domain/methods/method'
import { METHODS, methodNamed } from '@cockpit/domain/methods/registry'
import { csvCell } from '@cockpit/semantic-layer/workbook/csv-cell'
import { Command, Option } from 'commander'
import { readJsonInput } from './json-input'
import { json, table } from './print'
import { UsageError } from './trouble'

export function methodsVerb(): Command {
  const verb = new Command('methods')
    .description('work out a composite figure from plain input, with the formulas the product uses')
    .addHelpText(
      'after',
      `
Examples:
  npm run -s cockpit -- methods list
  npm run -s cockpit -- methods example drg > cases.json
  npm run -s cockpit -- methods run drg --input cases.json
  npm run -s cockpit -- methods run drg-reference --input region.json --format csv > drg-reference-2026.csv
  npm run -s cockpit -- methods run equity --input - --format json < areas.json

docs/methods.md has the formulas.`,
    )
  verb
    .command('list')
    .description('the methods there are, with their formulas')
    .option('--json', 'as JSON')
    .action((options: { json?: boolean }) => console.log(options.json ? json(METHODS.map(about)) : listed()))
  verb
    .command('example <method>')
    .description('an input that runs, as JSON')
    .action((name: string) => console.log(json(found(name).example)))
  verb
    .command('run <method>')
    .description('work it out')
    .requiredOption('--input <file>', 'the input as JSON; - reads standard input')
    .addOption(new Option('--format <format>', 'how to print').choices(['json', 'table', 'csv']).default('table'))
    .action((name: string, options: { input: string; format: Format }) => {
      const method = found(name)
      const run = method.run(readJsonInput(options.input))
      if (!run.ok) throw new UsageError(wrongInput(name, options.input, run.problems))
      console.log(PRINTED[options.format](run.result))
    })
  return verb
}

type Format = 'json' | 'table' | 'csv'
const PRINTED: Readonly<Record<Format, (result: MethodResult) => string>> = { json, table: asText, csv: asCsv }

function found(name: string): Method {
  const method = methodNamed(name)
  if (!method)
    throw new UsageError(`there is no method "${name}"; there are ${METHODS.map((one) => one.name).join(', ')}.`)
  return method
}

function about({ name, title, formula, source }: Method) {
  return { name, title, formula, source }
}

function listed(): string {
  return METHODS.map(({ name, title, formula }) =>
    [name, `  ${title.zh} · ${title.en}`, `  ${formula.zh}`, `  ${formula.en}`].join('\n'),
  ).join('\n\n')
}

function wrongInput(name: string, place: string, problems: readonly string[]): string {
  return [
    `${place} is no input for ${name}:`,
    ...problems.map((problem) => `  x ${problem}`),
    `\`methods example ${name}\` prints one that runs.`,
  ].join('\n')
}

/** Figures one under the other, then each table, then the notes. */
export function asText({ figures, tables, notes }: MethodResult): string {
  const parts = [
    table(
      Object.entries(figures).map(([name, value]) => [name, written(value)]),
      [1],
    ),
  ]
  for (const [name, lines] of Object.entries(tables)) parts.push(`${name}\n${asTable(lines)}`)
  for (const note of notes) parts.push(`${note.zh}\n${note.en}`)
  return parts.join('\n\n')
}

/** The method's first table, or its figures where it has none, with a header: rows of a reference can be imported as they are. */
export function asCsv({ figures, tables }: MethodResult): string {
  const lines = Object.values(tables)[0] ?? [figures]
  const columns = Object.keys(lines[0] ?? {})
  const cell = (value: Scalar | undefined) => (typeof value === 'string' ? csvCell(value) : String(value ?? ''))
  return [columns, ...lines.map((line) => columns.map((column) => cell(line[column])))]
    .map((cells) => cells.join(','))
    .join('\n')
}

function asTable(lines: readonly Line[]): string {
  const columns = Object.keys(lines[0] ?? {})
  const right = columns.flatMap((column, at) => (lines.some((line) => typeof line[column] === 'string') ? [] : [at]))
  return table([columns, ...lines.map((line) => columns.map((column) => written(line[column] ?? null)))], right)
}

/** Whole numbers whole, others to nine digits; nothing where there is no number. */
function written(value: Scalar): string {
  if (value === null) return '-'
  if (typeof value === 'string' || Number.isInteger(value)) return String(value)
  return String(Number(value.toPrecision(9)))
}
