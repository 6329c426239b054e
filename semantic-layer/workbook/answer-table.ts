import type { IndicatorDefinition } from '@cockpit/domain/indicator/definition'
import type { Answer, AnswerRow, Envelope } from '@cockpit/domain/indicator/envelope'
import { csvCell } from './csv-cell'

/** What stands in every line of an answer made of demonstration data, whatever file it is in. */
export const DEMO_NOTE = '演示数据 demonstration data'

type Line = readonly (string | number)[]

/**
 * An answer as a table with a head: one line for each row and indicator, so that a reason for no value has a place of its own. Values are
 * bare (a percentage is 0..1) and never rounded; where there is no value the cell is empty and `state` says why.
 * @param definitionOf the catalogue's, for names and units
 */
export function answerTable(
  answer: Answer,
  definitionOf: (id: string) => Pick<IndicatorDefinition, 'zh' | 'en' | 'unit'> | undefined,
): Line[] {
  const all = [...answer.rows, ...(answer.rest?.rows ?? [])]
  const hows = [
    ...new Set(all.flatMap((row) => Object.values(row.cells).flatMap((cell) => Object.keys(cell.compare ?? {})))),
  ]
  const bands = new Map(answer.peers?.map((band) => [band.indicator, band]))
  const head = [
    ...['key', 'name', 'at', 'from', 'to', 'through', 'indicator', 'name_zh', 'name_en', 'unit', 'state', 'value'],
    ...['numerator', 'denominator'],
    ...hows.flatMap((how) => [how, `${how}_own`, `${how}_difference`, `${how}_change`]),
    ...['target_min', 'target_max', 'target_source', 'standing'],
    ...(answer.peers ? ['peers', 'peers_lower', 'peers_median', 'peers_upper'] : []),
    ...['definition_version', 'coverage_reported', 'coverage_expected', 'as_of', 'data_version', 'stale_since', 'note'],
  ]
  const lineOf = (row: AnswerRow, [id, cell]: [string, Envelope], key: string, name: string): Line => {
    const about = definitionOf(id)
    const span = answer.spans?.[id] ?? answer.period
    const band = bands.get(id)
    return [
      ...[key, name, row.at ?? '', span.from, span.to, cell.through ?? ''],
      ...[id, about?.zh ?? '', about?.en ?? '', about?.unit.zh ?? '', cell.state],
      ...[cell.value, cell.numerator, cell.denominator].map(orEmpty),
      ...hows.flatMap((how) => comparedOf(cell.compare?.[how])),
      ...[cell.target?.min, cell.target?.max].map(orEmpty),
      ...[cell.target?.source ?? '', cell.standing ?? ''],
      ...(answer.peers ? [band?.peers, band?.lower, band?.median, band?.upper].map(orEmpty) : []),
      cell.definitionVersion,
      ...[cell.coverage?.reported, cell.coverage?.expected].map(orEmpty),
      ...[answer.asOf ?? '', answer.dataVersion, answer.staleSince ?? '', answer.demo ? DEMO_NOTE : ''],
    ]
  }
  const linesOf = (row: AnswerRow, key: string, name: string) =>
    Object.entries(row.cells).map((entry) => lineOf(row, entry, key, name))
  return [
    head,
    ...answer.rows.flatMap((row) => linesOf(row, row.key, row.name ?? '')),
    ...(answer.rest?.rows ?? []).flatMap((row) => linesOf(row, 'rest', `其余 ${answer.rest?.keys} rest`)),
  ]
}

/** The table as CSV: a byte order mark, commas, a line feed behind each line; no cell runs as a formula. */
export function answerCsv(table: readonly Line[]): string {
  return `\ufeff${table.map((line) => `${line.map((value) => csvCell(String(value))).join(',')}\n`).join('')}`
}

function comparedOf(compared: NonNullable<Envelope['compare']>[string] | undefined): Line {
  if (compared === undefined) return ['', '', '', '']
  if (typeof compared === 'string') return [compared, '', '', '']
  return [compared.value, orEmpty(compared.own), compared.difference, orEmpty(compared.change)]
}

function orEmpty(value: number | null | undefined): number | string {
  return value ?? ''
}
