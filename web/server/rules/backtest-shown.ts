import { AreaCode, type Bilingual } from '@cockpit/domain/ids'
import { z } from 'zod'

const Share = z.number().nullable()
const Month = z.object({ month: z.string(), alerts: z.number(), falseAlerts: z.number() })

/** A stored backtest, as far as a screen shows it. */
const Stored = z.object({
  from: z.string(),
  to: z.string(),
  subjects: z.number(),
  heard: z.number(),
  found: z.object({
    steps: z.number(),
    judged: z.number(),
    held: z.number(),
    notJudged: z.record(z.string(), z.number()),
    alerts: z.number(),
    falseAlerts: z.number(),
    falsePerMonth: Share,
    precision: Share,
    sensitivity: Share,
    medianDelay: Share,
    daysMissed: z.number(),
    months: z.array(Month),
    events: z.array(
      z.object({
        event: z.object({
          name: z.string(),
          from: z.string(),
          to: z.string(),
          title: z.object({ zh: z.string(), en: z.string() }).optional(),
        }),
        outcome: z.enum(['found', 'missed', 'not-judged']),
        delay: Share,
        lead: Share,
        daysMissed: z.number(),
      }),
    ),
  }),
  cells: z.array(z.object({ area: z.string(), month: z.string(), alerts: z.number(), falseAlerts: z.number() })),
  budget: z
    .object({
      rate: z.number(),
      perMonth: Share,
      alarms: z.number(),
      kept: z.number(),
      unbudgeted: z.number(),
      expectedFalse: z.number(),
    })
    .nullable(),
  sweep: z.array(
    z.object({
      parameter: z.string().nullable(),
      value: z.unknown(),
      alerts: z.number(),
      falsePerMonth: Share,
      precision: Share,
      sensitivity: Share,
      medianDelay: Share,
      daysMissed: z.number(),
    }),
  ),
})

/** Areas with most alerts are shown, the others are counted. */
const MOST_AREAS = 12
const MOST_EVENTS = 50

/** @param nameOf an area's name; null where there is none of that code any more */
export function backtestShown(result: unknown, nameOf: (code: AreaCode) => Bilingual | null) {
  const { cells, found, sweep, ...rest } = Stored.parse(result)
  const areas = new Map<string, { alerts: number; byMonth: Map<string, number> }>()
  for (const { area, month, alerts } of cells) {
    const one = areas.get(area) ?? { alerts: 0, byMonth: new Map<string, number>() }
    one.alerts += alerts
    one.byMonth.set(month, alerts)
    areas.set(area, one)
  }
  const sorted = [...areas].sort(([a, x], [b, y]) => y.alerts - x.alerts || (a < b ? -1 : 1))
  return {
    ...rest,
    found: { ...found, events: found.events.slice(0, MOST_EVENTS), knownEvents: found.events.length },
    sweep: sweep.map(({ value, ...row }) => ({
      ...row,
      value: value === null || value === undefined ? null : String(value),
    })),
    areas: sorted.slice(0, MOST_AREAS).map(([code, { alerts, byMonth }]) => ({
      code,
      name: nameOf(AreaCode.parse(code)),
      alerts,
      /** By month of `found.months`; null where it was not judged. */
      months: found.months.map(({ month }) => byMonth.get(month) ?? null),
    })),
    areasLeft: Math.max(0, sorted.filter(([, { alerts }]) => alerts > 0).length - MOST_AREAS),
  }
}
