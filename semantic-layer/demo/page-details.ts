import type { Random } from '@cockpit/domain/random/random'
import { dateText } from './calendar'
import { COMORBIDITIES, SMALL_PROCEDURES } from './code-names'
import type { PricedGroup } from './volumes'

/** Further diagnoses and operations that a demonstration page has room for. */
const DIAGNOSES = 5
const OPERATIONS = 2
/** Share of further diagnoses whose code stands in no set. */
const UNKNOWN_CODES = 0.0005

const two = (number: number) => String(number).padStart(2, '0')
const numbered = (count: number, of: (nth: string) => readonly string[]) =>
  Array.from({ length: count }, (_, index) => of(two(index + 1))).flat()

/** What `pageDetails` gives, in its order. */
export const DETAIL_HEADER: readonly string[] = [
  ...['A16', 'A17', 'A18x01', 'B13C', 'C01C', 'C05C'],
  ...numbered(DIAGNOSES, (nth) => [`C06x${nth}C`, `C08x${nth}C`]),
  ...['C16x01', 'C17x01', 'C21x01C', 'C22x01C'],
  ...numbered(OPERATIONS, (nth) => [`C35x${nth}C`, `C37x${nth}`, `C38x${nth}`, `C42x${nth}C`, `C43x${nth}C`]),
  'B36C',
]

export interface PageFacts {
  readonly group: PricedGroup
  readonly age: number
  readonly ageDays: number | null
  /** Day of admission, days since 1970-01-01. */
  readonly admitted: number
  readonly stay: number
}

/** The fields of a front page beyond the main ones: newborn's weights, further diagnoses, the operations. */
export function pageDetails({ group, age, ageDays, admitted, stay }: PageFacts, chance: Random): string[] {
  const weight =
    ageDays !== null && ageDays <= 28 ? Math.round(Math.max(900, 3250 + 480 * chance.normal()) / 10) * 10 : null
  const fields = [
    ageDays === null ? '' : String(ageDays),
    weight === null ? '' : String(weight),
    weight === null ? '' : String(weight + 10 * chance.below(25)),
    group.department,
    group.diagnosis,
    chance.next() < 0.96 ? '1' : '2',
  ]
  // The old have more of them.
  const wanted = Math.min(DIAGNOSES, chance.poisson(age < 15 ? 0.4 : 0.6 + age / 40))
  const taken = new Set<string>([group.diagnosis])
  for (let index = 0; index < DIAGNOSES; index += 1) {
    const drawn = COMORBIDITIES[chance.below(COMORBIDITIES.length)] as string
    const code = chance.next() < UNKNOWN_CODES ? 'Z99.999X' : drawn
    const fits = index < wanted && age >= 15 && !taken.has(code)
    taken.add(code)
    fields.push(fits ? code : '', fits ? (chance.next() < 0.93 ? '1' : '4') : '')
  }
  const operated = group.operation !== ''
  const operation = operated ? admitted + Math.min(stay, chance.below(3)) : null
  const surgical = group.feeProfile === 'surgical'
  fields.push(
    operation === null ? '' : dateText(operation),
    operated ? String(surgical ? 2 + chance.below(3) : 1 + chance.below(2)) : '',
    surgical && operated ? '2' : '',
    operated ? (surgical ? '01' : '99') : '',
  )
  for (let index = 0; index < OPERATIONS; index += 1) {
    const further = operated && chance.next() < 0.25
    const code = SMALL_PROCEDURES[chance.below(SMALL_PROCEDURES.length)] as string
    fields.push(
      ...(further && operation !== null
        ? [code, dateText(Math.min(operation + chance.below(2), admitted + stay)), '1', '', '99']
        : ['', '', '', '', '']),
    )
  }
  fields.push(chance.next() < 0.04 && group.deathRate < 0.01 ? '2' : '1')
  return fields
}
