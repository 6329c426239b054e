import type { Random } from '@cockpit/domain/random/random'
import { dateText } from './calendar'

/** An invented patient. The identity begins with DEMO and the telephone with zeros: neither can be a real one. */
export interface DemoPatient {
  readonly identity: string
  readonly phone: string
  readonly sex: '1' | '2'
  readonly years: number
  /** In its first days. */
  readonly newborn: boolean
}

/** About one person in ten comes back within two years. */
const PEOPLE = 2_500_000

/** Diagnoses of one sex within departments that treat both, and of the newborn. */
const OF_MEN = /^(N40|C6[0-3])/
const OF_WOMEN = /^(C5[0-8]|O)/
const OF_NEWBORNS = /^P/

export function patientOf(department: string, diagnosis: string, chance: Random): DemoPatient {
  const number = chance.below(PEOPLE)
  return {
    identity: `DEMO${String(number).padStart(14, '0')}`,
    phone: `0000${String(number).padStart(7, '0')}`,
    sex: sexOf(department, diagnosis, chance),
    years: OF_NEWBORNS.test(diagnosis) ? 0 : yearsOf(department, chance),
    newborn: OF_NEWBORNS.test(diagnosis),
  }
}

function sexOf(department: string, diagnosis: string, chance: Random): '1' | '2' {
  if (OF_MEN.test(diagnosis)) return '1'
  return department === '妇产科' || OF_WOMEN.test(diagnosis) || chance.next() < 0.47 ? '2' : '1'
}

function yearsOf(department: string, chance: Random): number {
  switch (department) {
    case '儿科':
      return Math.floor(15 * chance.next() ** 1.8)
    case '妇产科':
      return Math.round(20 + 28 * chance.next() ** 1.3)
    default:
      return Math.round(Math.min(98, Math.max(15, 62 + 16 * chance.normal())))
  }
}

/** A day of birth on which the person has `years` completed at `date`; days of age are told in the first year alone. */
export function agedAt(
  date: string,
  { years, newborn }: Pick<DemoPatient, 'years' | 'newborn'>,
  chance: Random,
): { birth: string; age: number; ageDays: number | null } {
  const today = Date.parse(date) / DAY
  if (newborn) {
    const ageDays = chance.below(20)
    return { birth: dateText(today - ageDays), age: 0, ageDays }
  }
  const month = 1 + chance.below(12)
  const day = 1 + chance.below(28)
  const monthDay = `${month < 10 ? '0' : ''}${month}-${day < 10 ? '0' : ''}${day}`
  const year = Number(date.slice(0, 4)) - years - (monthDay > date.slice(5) ? 1 : 0)
  const birth = `${year}-${monthDay}`
  return { birth, age: years, ageDays: years === 0 ? today - Date.parse(birth) / DAY : null }
}

/** Milliseconds. */
const DAY = 86_400_000
