import { closeTogether } from '@cockpit/domain/suppression/close'
import { Disclosure, type Figure } from '@cockpit/domain/suppression/disclosure'
import { expect, test } from 'vitest'
import { randomOf } from '../semantic/world'
import { Elimination, type KnownSum, Limits } from './linear-attack'
import { OVER_TWO_YEARS, SmallLattice, WITHIN_A_YEAR } from './small-lattice'

/** Small provinces, some sparse, some crowded; every other one lies across the turn of a year. */
const SEEDS = (process.env.ATTACK_SEEDS ?? '1,4,16,22,37').split(',').map(Number)

interface Attacked {
  shown: number
  withheld: number
  /** Withheld figures of one to four persons. */
  small: number
  /** Of these, those that follow exactly from what is shown. */
  recovered: number
  /** Those whose bounds leave one value, though no sum gives it. */
  pinned: number
}

function attack(lattice: SmallLattice, mayShow: (figure: Figure) => boolean, tally: Attacked): void {
  const known: KnownSum[] = []
  const targets: Figure[] = []
  for (const figure of lattice.figures()) {
    const sum = lattice.countOf(figure)
    if (mayShow(figure)) {
      tally.shown++
      known.push({ cells: lattice.unknownsOf(figure), sum })
      continue
    }
    tally.withheld++
    if (sum > 0 && sum < 5) targets.push(figure)
  }
  tally.small += targets.length
  const elimination = new Elimination(lattice.cells.length, known)
  const limits = new Limits(lattice.cells.length, elimination.basis())
  for (const target of targets) {
    const cells = lattice.unknownsOf(target)
    const value = elimination.valueOf(cells)
    if (value !== undefined) {
      expect(value).toBe(lattice.countOf(target))
      tally.recovered++
      continue
    }
    const { least, greatest } = limits.of(cells)
    if (Math.floor(greatest + 1e-6) - Math.ceil(least - 1e-6) < 1) tally.pinned++
  }
}

const nothing = (): Attacked => ({ shown: 0, withheld: 0, small: 0, recovered: 0, pinned: 0 })

test('nobody adds and subtracts his way to a small cell, over all levels, periods, calendar years and filters, nor bounds it to one value', () => {
  const tally = nothing()
  for (const [at, seed] of SEEDS.entries()) {
    const lattice = SmallLattice.random(randomOf(seed), at % 2 === 0 ? WITHIN_A_YEAR : OVER_TWO_YEARS)
    const disclosure = new Disclosure(lattice, ['persons'], 5)
    attack(
      lattice,
      (figure) => {
        const shown = disclosure.mayShow('persons', figure)
        const count = lattice.countOf(figure)
        if (shown) expect(count === 0 || count >= 5, JSON.stringify(figure)).toBe(true)
        return shown
      },
      tally,
    )
  }
  console.log(`suppression under attack: ${JSON.stringify(tally)}`)
  expect(tally.small).toBeGreaterThan(200)
  expect(tally.shown).toBeGreaterThan(tally.withheld / 4)
  expect([tally.recovered, tally.pinned]).toEqual([0, 0])
})

test('the attack succeeds against suppression within each breakdown alone', () => {
  const tally = nothing()
  const lattice = SmallLattice.random(randomOf(4), WITHIN_A_YEAR)
  const hidden = new Set<string>()
  const name = (figure: Figure) => JSON.stringify(figure)
  // The rows of one question: the places below one place, or the values of one dimension in one place.
  const questions = new Map<string, Figure[]>()
  for (const figure of lattice.figures()) {
    const { place, dimension, values, from, to } = figure
    const asked = [JSON.stringify([lattice.parentOf(place), dimension, values, from, to])]
    if (dimension !== null) asked.push(JSON.stringify([place, dimension, from, to]))
    for (const question of asked) questions.set(question, [...(questions.get(question) ?? []), figure])
  }
  for (const rows of questions.values()) {
    const candidates = rows.map((figure) => ({ key: name(figure), counts: [lattice.countOf(figure)] }))
    const must = new Set(candidates.filter(({ counts: [n = 0] }) => n > 0 && n < 5).map(({ key }) => key))
    for (const key of closeTogether(candidates, must, 5)) hidden.add(key)
  }
  attack(lattice, (figure) => !hidden.has(name(figure)), tally)
  console.log(`suppression within each breakdown alone: ${JSON.stringify(tally)}`)
  expect(tally.recovered).toBeGreaterThan(20)
})
