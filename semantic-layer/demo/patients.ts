import type { Random } from '@cockpit/domain/random/random'

/** An invented patient. The identity begins with DEMO and the telephone with zeros: neither can be a real one. */
export interface DemoPatient {
  readonly identity: string
  readonly phone: string
  readonly sex: '1' | '2'
  readonly years: number
}

/** About one person in ten comes back within two years. */
const PEOPLE = 2_500_000

export function patientOf(department: string, chance: Random): DemoPatient {
  const number = chance.below(PEOPLE)
  return {
    identity: `DEMO${String(number).padStart(14, '0')}`,
    phone: `0000${String(number).padStart(7, '0')}`,
    sex: department === '妇产科' || chance.next() < 0.47 ? '2' : '1',
    years: yearsOf(department, chance),
  }
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

/** A day of birth on which the person has `years` completed at `date`. */
export function agedAt(date: string, years: number, chance: Random): { birth: string; age: number } {
  const month = 1 + chance.below(12)
  const day = 1 + chance.below(28)
  const monthDay = `${month < 10 ? '0' : ''}${month}-${day < 10 ? '0' : ''}${day}`
  const year = Number(date.slice(0, 4)) - years - (monthDay > date.slice(5) ? 1 : 0)
  return { birth: `${year}-${monthDay}`, age: years }
}
