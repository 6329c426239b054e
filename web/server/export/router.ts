import { createHash, randomUUID } from 'node:crypto'
import { logExport } from '@cockpit/db/exports/log-export'
import { exportingGrants } from '@cockpit/domain/access/exporting'
import { writeParameters } from '@cockpit/domain/indicator/parameters'
import { IndicatorQuery } from '@cockpit/domain/indicator/query'
import { formatPeriod } from '@cockpit/domain/period/period'
import { knownCatalogue } from '@cockpit/semantic-layer/client/ask'
import { z } from 'zod'
import { answerQuestion } from '../indicators/answer-question'
import { askPorts } from '../indicators/ask-ports'
import { placeNamer } from '../places'
import { personProcedure, Refusal, router } from '../trpc'

const Picture = z.object({
  question: IndicatorQuery,
  format: z.enum(['svg', 'png']),
  /** The drawing as it stands on the screen, before the stamp: it is hashed for the log and not kept. */
  drawing: z.string().min(1).max(900_000),
})

export const exportRouter = router({
  /**
   * Lets the picture of a chart go out: asks its question under the grants that may export, writes the export into the audit, and gives
   * what must stand on the picture. @throws Refusal
   */
  picture: personProcedure.input(Picture).mutation(async ({ ctx, input }) => {
    const { question, format, drawing } = input
    const grants = exportingGrants(ctx.caller.grants)
    if (grants.length === 0) throw new Refusal('export-not-permitted', 'Your grants do not include exports.')
    const answer = await answerQuestion(question, { grants }, ctx.ports)
    const catalogue = await knownCatalogue(await askPorts(ctx.ports))
    const { area, facility } = (await placeNamer(ctx.ports))({
      areaCode: question.territory,
      facilityId: question.facility ?? null,
    })
    const now = new Date()
    const id = randomUUID()
    await logExport(ctx.ports.db, {
      id,
      person: ctx.caller.id,
      kind: 'chart',
      format,
      question: writeParameters({ ...question, period: formatPeriod(question.period) }).toString(),
      rows: null,
      sha256: createHash('sha256').update(drawing).digest('hex'),
      at: now,
      more: { dataVersion: answer.dataVersion, demo: answer.demo },
    })
    return {
      id,
      by: ctx.caller.name,
      at: now,
      place: (facility ?? area).name,
      period: answer.period,
      dataThrough: answer.dataThrough,
      dataVersion: answer.dataVersion,
      demo: answer.demo,
      indicators: question.indicators.flatMap((indicator) => {
        const definition = catalogue.get(indicator)
        return definition
          ? [
              {
                id: indicator,
                name: { zh: definition.zh, en: definition.en },
                unit: definition.unit,
                version: question.versions?.[indicator] ?? definition.version,
              },
            ]
          : []
      }),
    }
  }),
})
