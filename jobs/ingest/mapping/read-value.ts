import { type ColumnRule, YUAN_IN } from '@cockpit/semantic-layer/packs/mapping'
import { serialDate } from '../workbook/serial-date'
import { add, type Decimal, decimalText, multiply, parseDecimal } from './decimal'
import { narrowText, plainText } from './plain-text'

export type Steps = Pick<ColumnRule, 'split' | 'values' | 'date' | 'percent' | 'unit' | 'times'>

const UNIT = /^(.*?)\s*(百万元|亿元|百元|千元|万元|元)$/
const HUNDREDTH: Decimal = { digits: 1n, scale: 2 }

/**
 * What the steps of a rule make of a text. A text that a step does not understand is left as it was, so that the check of its
 * column rejects it and shows the sender what was sent.
 */
export function readValue(given: string, steps: Steps): string {
  let text = plainText(given)
  if (steps.split) text = plainText(text.split(steps.split.by)[steps.split.part - 1])
  if (steps.values) text = listed(steps.values, text) ?? listed(steps.values, narrowText(text)) ?? text
  if (text === '') return ''
  if (steps.date) return dateOf(text, steps.date)
  if (steps.percent || steps.unit || steps.times) return numberOf(text, steps)
  return text
}

/** Only what the mapping lists: `constructor` in a cell is a text, not what every object has by that name. */
function listed(values: Readonly<Record<string, string>>, text: string): string | undefined {
  return Object.hasOwn(values, text) ? values[text] : undefined
}

/** The sum of what is filled; empty when nothing is; the first text that is no number, so that it is rejected. */
export function sumOf(texts: readonly string[], steps: Steps): string {
  const filled = texts.map((text) => readValue(text, steps)).filter((text) => text !== '')
  if (filled.length === 0) return ''
  let total: Decimal = { digits: 0n, scale: 0 }
  for (const text of filled) {
    const number = parseDecimal(text)
    if (number === null) return text
    total = add(total, number)
  }
  return decimalText(total)
}

/** A day and the hour that stands in a field of its own: 2026-10-05 and 8, 08:30 or 8时. */
export function withHour(day: string, hour: string): string {
  const match = /^(\d{1,2})(?:[:时点](\d{1,2})?分?)?$/.exec(narrowText(plainText(hour)))
  const bare = day.replace(/[ T]0{1,2}:00(?::00)?$/, '')
  if (!match || /[ T:]/.test(bare)) return day
  return `${/^\d{8}$/.test(bare) ? `${bare.slice(0, 4)}-${bare.slice(4, 6)}-${bare.slice(6)}` : bare} ${match[1]?.padStart(2, '0')}:${(match[2] ?? '0').padStart(2, '0')}:00`
}

function dateOf(text: string, from: '1900' | '1904'): string {
  const bare = narrowText(text)
  if (!/^\d{1,6}(\.\d+)?$/.test(bare)) return text
  return serialDate(Number(bare), from === '1904') ?? text
}

function numberOf(text: string, { percent, unit, times }: Steps): string {
  let bare = narrowText(text)
  let factor: Decimal = { digits: 1n, scale: 0 }
  if (percent) {
    bare = bare.replace(/%$/, '')
    if (percent === 'fraction') factor = HUNDREDTH
  }
  if (unit) {
    const [, number = bare, own = unit] = UNIT.exec(bare) ?? []
    bare = number
    factor = multiply(factor, parseDecimal(YUAN_IN[own as keyof typeof YUAN_IN]) ?? factor)
  }
  if (times) factor = multiply(factor, parseDecimal(times) ?? factor)
  const number = parseDecimal(bare)
  return number === null ? text : decimalText(multiply(number, factor))
}
