import { createHash } from 'node:crypto'
import type { Step } from '@cockpit/domain/indicator/time-shape'
import type { Asking } from './fetch-values'
import type { Grid } from './grid'
import type { Need } from './need'
import type { Publication } from './publication'
import type { StepMemory } from './step-memory'

/** What one group of needs is asked with, step by step. */
export interface Remembering {
  readonly memory: StepMemory
  readonly publication: Publication
  /** Tables the needs are measured on. */
  readonly tables: readonly string[]
  readonly each: string | undefined
  /** Days and weeks are many and their questions small: they are asked. */
  readonly grain: string
}

/**
 * Puts the steps that are remembered into the grid.
 * @returns the steps that have to be asked, and how to remember them once they were
 */
export async function recallSteps(
  { memory, publication, tables, each, grain }: Remembering,
  grid: Grid,
  asking: Asking,
  needs: readonly Need[],
  steps: readonly Step[],
): Promise<{ missing: readonly Step[]; keep: () => Promise<void> }> {
  if (grain === 'day' || grain === 'week') return { missing: steps, keep: async () => undefined }
  const { query, parts } = asking
  const places = sha256(JSON.stringify(parts.map(({ dimension, keys }) => [dimension, keys])))
  const members = needs.map(({ member }) => member).sort()
  const [first] = needs
  // With the tables: residents are those of many questions, and stand on other tables in each.
  const asked = [query.territory, query.facility, query.by, query.filters, each, grain, [...tables].sort()]
  const nameOf = ({ at, from, to }: Step) => JSON.stringify([members, first?.shape, first?.apart, asked, at, from, to])
  const printOf = (step: Step) => {
    const print = memory.printOf(tables, step.to, publication)
    return print === null ? null : `${places} ${print}`
  }
  const missing: Step[] = []
  for (const step of steps) {
    const print = printOf(step)
    const columns = print === null ? null : await memory.read(nameOf(step), print)
    if (!columns || !grid.putStep(columns, step.at)) missing.push(step)
  }
  const keep = async () => {
    for (const step of missing) {
      const print = printOf(step)
      if (print !== null) await memory.write(nameOf(step), print, grid.stepOf(needs, step.at))
    }
  }
  return { missing, keep }
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
