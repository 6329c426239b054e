import { IndicatorQuery } from '@cockpit/domain/indicator/query'
import { type AskPorts, askIndicators } from '@cockpit/semantic-layer/client/ask'
import { askForJudging } from '@cockpit/semantic-layer/client/ask-for-judging'
import type { Asker } from '@cockpit/semantic-layer/client/prepare-question'
import { expect } from 'vitest'

const MONTHS = { territory: '330000', period: '2025-07..2025-10', series: 'month' as const }

/** Holds that a rule reads of many places and months at once what an answer says of each. @returns how many cells were shown */
export async function expectJudgedAsAnswered(
  asked: readonly { readonly id: string }[],
  by: 'facility' | 'county',
  asker: Asker,
  ports: AskPorts,
): Promise<number> {
  let shown = 0
  for (let first = 0; first < asked.length; first += 20) {
    const query = {
      ...IndicatorQuery.parse({ ...MONTHS, by, indicators: asked.slice(first, first + 20).map(({ id }) => id) }),
      series: MONTHS.series,
    }
    const question = { query, coveredFrom: query.period.from }
    const judged = await askForJudging(question, { ...asker, judging: true }, ports)
    const answered = await askIndicators(query, asker, ports)
    if (!judged.ok || !answered.ok) throw new Error('not answered')
    for (const { key, at = '', cells } of answered.answer.rows)
      for (const [id, { through: _, ...cell }] of Object.entries(cells)) {
        if (cell.state === 'not-applicable') continue
        const subject = judged.subjects.get(id)?.find((one) => one.key === key)
        expect([id, key, at, subject?.envelope(at)]).toEqual([id, key, at, cell])
        if (cell.state === 'shown') shown += 1
      }
  }
  return shown
}

/** Holds that all diseases in one question say what each says that is asked by itself. */
export async function expectEachAsAlone(asker: Asker, ports: AskPorts): Promise<void> {
  const query = {
    ...IndicatorQuery.parse({ ...MONTHS, by: 'county', indicators: ['notifiable.cases'] }),
    series: MONTHS.series,
  }
  const judged = await askForJudging({ query, each: 'disease', coveredFrom: null }, { ...asker, judging: true }, ports)
  if (!judged.ok) throw new Error(judged.message)
  const subjects = judged.subjects.get('notifiable.cases') ?? []
  const diseases = [...new Set(subjects.map(({ each }) => each ?? ''))]
  expect(diseases.length).toBeGreaterThan(1)
  for (const disease of diseases) {
    const filters = [{ dimension: 'disease', values: [disease] }]
    const alone = await askIndicators({ ...query, filters }, asker, ports)
    if (!alone.ok) throw new Error(alone.message)
    for (const { key, at = '', cells } of alone.answer.rows) {
      const one = subjects.find((subject) => subject.key === key && subject.each === disease)
      const cell = cells['notifiable.cases']
      expect(one?.cell(at).state === 'shown').toBe(cell?.state === 'shown')
      if (cell?.state === 'shown') expect(one?.cell(at)).toMatchObject({ value: cell.value })
    }
  }
}
