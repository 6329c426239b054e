import type { Answer } from '@cockpit/domain/indicator/envelope'
import type { IndicatorQuery } from '@cockpit/domain/indicator/query'
import { z } from 'zod'

/** A number as it stood when something was asked about it: its envelope, with what the answer says of all its cells. */
export const FrozenNumber = z.object({
  indicator: z.string(),
  territory: z.string(),
  facility: z.string().nullable(),
  period: z.object({ from: z.string(), to: z.string() }),
  state: z.string(),
  value: z.number().nullable(),
  numerator: z.number().nullable(),
  denominator: z.number().nullable(),
  through: z.string().nullable(),
  definitionVersion: z.string().nullable(),
  dataVersion: z.string(),
  asOf: z.string().nullable(),
  demo: z.boolean(),
  frozenAt: z.string(),
})
export type FrozenNumber = z.output<typeof FrozenNumber>

/** Freezes the one cell of an answer. Values are kept bare; nothing of it follows later data. Pure. */
export function frozenNumber(question: IndicatorQuery, answer: Answer, now: Date): FrozenNumber {
  const indicator = question.indicators[0] ?? ''
  const cell = answer.rows[0]?.cells[indicator]
  return {
    indicator,
    territory: question.territory,
    facility: question.facility ?? null,
    period: { from: answer.period.from, to: answer.period.to },
    state: cell?.state ?? 'no-data',
    value: cell?.value ?? null,
    numerator: cell?.numerator ?? null,
    denominator: cell?.denominator ?? null,
    through: cell?.through ?? null,
    definitionVersion: cell?.definitionVersion ?? null,
    dataVersion: answer.dataVersion,
    asOf: answer.asOf,
    demo: answer.demo,
    frozenAt: now.toISOString(),
  }
}
