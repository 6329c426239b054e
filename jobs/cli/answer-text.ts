import type { Answer, AnswerRow, Envelope } from '@cockpit/domain/indicator/envelope'
import { table } from './print'

/** An answer as a table for a terminal: rows by indicators, each with its comparisons, then what was left out, peers and where it comes from. */
export function answerText(answer: Answer): string {
  const indicators = [...new Set(answer.rows.flatMap((row) => Object.keys(row.cells)))]
  const columns = indicators.flatMap((indicator) => [
    { indicator, how: '' },
    ...howsOf(answer, indicator).map((how) => ({ indicator, how })),
  ])
  const line = (row: AnswerRow, key: string, name: string) => [
    key,
    name,
    row.at ?? '',
    ...columns.map(({ indicator, how }) => {
      const cell = row.cells[indicator]
      return how === '' ? figureOf(cell) : changeOf(cell?.compare?.[how])
    }),
  ]
  const rows = [
    ['key', 'name', 'at', ...columns.map(({ indicator, how }) => how || indicator)],
    ...answer.rows.map((row) => line(row, row.key || 'total', row.name ?? '')),
    ...(answer.rest?.rows ?? []).map((row) => line(row, 'rest', `其余 ${answer.rest?.keys}`)),
  ]
  const bands = (answer.peers ?? []).map(({ indicator, peers, lower, median, upper }) =>
    median === undefined
      ? `peers of ${indicator}: ${peers}, too few for quartiles`
      : `peers of ${indicator}: ${peers}, quartiles ${[lower, median, upper].map((value) => written(value ?? 0)).join(' ')}`,
  )
  return [
    table(
      rows,
      columns.map((_, index) => index + 3),
    ),
    ...bands,
    factsOf(answer).join(' · '),
  ].join('\n\n')
}

function factsOf(answer: Answer): string[] {
  return [
    `period ${answer.period.from}..${answer.period.to}`,
    ...(answer.dataThrough ? [`partial, data through ${answer.dataThrough}`] : []),
    `data ${answer.dataVersion}`,
    ...(answer.asOf ? [`as of ${answer.asOf}`] : []),
    ...(answer.coverage ? [`coverage ${answer.coverage.reported}/${answer.coverage.expected}`] : []),
    ...(answer.mixtures ?? []).map(({ dimension, values }) => `mixes ${dimension} ${values.join(', ')}`),
    ...(answer.demo ? ['演示数据 demo data'] : []),
    ...(answer.staleSince ? [`stale since ${answer.staleSince}`] : []),
  ]
}

function howsOf(answer: Answer, indicator: string): string[] {
  return [...new Set(answer.rows.flatMap((row) => Object.keys(row.cells[indicator]?.compare ?? {})))]
}

/** A withheld value is written as its reason, never as a number; one of a part of its period has a star. */
function figureOf(envelope: Envelope | undefined): string {
  if (!envelope) return ''
  if (envelope.state !== 'shown' || envelope.value === undefined) return envelope.state
  return `${written(envelope.value)}${envelope.through ? '*' : ''}`
}

function changeOf(compared: NonNullable<Envelope['compare']>[string] | undefined): string {
  if (compared === undefined) return ''
  if (typeof compared === 'string') return compared
  const change =
    compared.change === null ? 'from 0' : `${compared.change < 0 ? '' : '+'}${(compared.change * 100).toFixed(1)}%`
  return compared.own === undefined ? change : `${written(compared.own)} ${change}`
}

function written(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toPrecision(6)
}
