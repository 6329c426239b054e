import type { Answer, Withheld } from '@cockpit/domain/indicator/envelope'
import type { Area } from '@cockpit/domain/territory/territory'

export interface CountyLevelRow {
  readonly code: string
  readonly name: Area['name']
  readonly state: 'shown' | Withheld
  readonly value: number | null
  readonly amount: number | null
  readonly residents: number | null
}

/** One row for every county of the territory: a county the answer leaves out has no data, it is not left out. */
export function countyLevels(answer: Answer, indicator: string, counties: readonly Area[]): CountyLevelRow[] {
  const rows = new Map(answer.rows.map((row) => [row.key, row.cells[indicator]]))
  return counties.map(({ code, name }) => {
    const cell = rows.get(code)
    if (cell?.state !== 'shown' || cell.value === undefined)
      return {
        code,
        name,
        state: cell && cell.state !== 'shown' ? cell.state : 'no-data',
        value: null,
        amount: null,
        residents: null,
      }
    return {
      code,
      name,
      state: 'shown',
      value: cell.value,
      amount: cell.numerator ?? null,
      residents: cell.denominator ?? null,
    }
  })
}
