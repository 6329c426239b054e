import fs from 'node:fs'
import path from 'node:path'
import { DEMO_SCALES, type DemoScale } from '@cockpit/geo/demo/demo-region'
import { z } from 'zod'

/**
 * How much is generated. `small` is for tests: the same province, fewer institutions and months. `province` is a province of real size: ten
 * million front pages and 13.8 million facility-days, so that the newest month still has its like of the year before.
 */
export const VOLUMES = {
  demo: { months: 25, frontPagesPerMonth: 20_000 },
  small: { months: 14, frontPagesPerMonth: 1_500 },
  province: { months: 13, frontPagesPerMonth: 800_000 },
} as const satisfies Record<DemoScale, { months: number; frontPagesPerMonth: number }>

export const DEMO_SEED = 20261121
/** Printed at every start, and good for demo accounts alone. */
export const DEMO_PASSWORD = 'cockpit-demo-2026'

const Plan = z.object({
  seed: z.int(),
  scale: z.enum(Object.keys(DEMO_SCALES) as [DemoScale, ...DemoScale[]]),
  /** The newest whole month when the demo was first started; kept, so that a later start generates the same world. */
  lastMonth: z.string(),
  months: z.int(),
  frontPagesPerMonth: z.int(),
  /** Files that are imported, by name; every other one is still to do. */
  imported: z.record(z.string(), z.string()),
  /** Names to sign in with. */
  people: z.array(z.string()),
  finished: z.boolean(),
})
/** What the demo is made of and how far its loading has come: `<data>/demo.json`. */
export type Plan = z.infer<typeof Plan>

const place = (data: string) => path.join(data, 'demo.json')

/** The plan of this folder, or a new one for the month before `today` (`yyyy-mm-dd`). */
export function openPlan(data: string, scale: DemoScale, today: string): Plan {
  const file = place(data)
  if (fs.existsSync(file)) return Plan.parse(JSON.parse(fs.readFileSync(file, 'utf8')))
  const [year, month] = today.split('-').map(Number) as [number, number]
  const lastMonth = month === 1 ? `${year - 1}-12` : `${year}-${String(month - 1).padStart(2, '0')}`
  const plan: Plan = { seed: DEMO_SEED, scale, lastMonth, ...VOLUMES[scale], imported: {}, people: [], finished: false }
  savePlan(data, plan)
  return plan
}

export function savePlan(data: string, plan: Plan): void {
  const draft = `${place(data)}.${process.pid}`
  fs.writeFileSync(draft, `${JSON.stringify(plan, null, 2)}\n`)
  fs.renameSync(draft, place(data))
}

/** @throws Error naming the scales there are */
export function scaleNamed(name: string): DemoScale {
  const scale = (Object.keys(DEMO_SCALES) as DemoScale[]).find((known) => known === name)
  if (scale === undefined)
    throw new Error(`"${name}" is not a scale of the demo; there are ${Object.keys(DEMO_SCALES).join(', ')}.`)
  return scale
}
