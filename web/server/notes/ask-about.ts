import { dispatchTask } from '@cockpit/db/tasks/dispatch-task'
import { AreaCode, FacilityId } from '@cockpit/domain/ids'
import { IndicatorQuery } from '@cockpit/domain/indicator/query'
import { LEVELS } from '@cockpit/domain/task/level'
import { z } from 'zod'
import { actorOf } from '../actor'
import { answerQuestion } from '../indicators/answer-question'
import { ClientKey } from '../tasks/client-key'
import { personProcedure, Refusal } from '../trpc'
import { frozenNumber } from './frozen-number'

/**
 * A task about a number, or the request to an institution to explain it. The number is asked again under the asker's own grants and frozen
 * into the task: what the screen sent is not believed.
 */
export const askAbout = personProcedure
  .input(
    z.object({
      question: IndicatorQuery,
      title: z.string().trim().min(1).max(200),
      instruction: z.string().trim().min(1).max(4000),
      level: z.enum(LEVELS),
      idempotencyKey: ClientKey,
    }),
  )
  .mutation(async ({ ctx, input }) => {
    const { question, ...task } = input
    if (question.indicators.length !== 1 || question.by !== undefined || question.series !== undefined)
      throw new Refusal('bad-question', 'A task is about one number of one place and period.', 'BAD_REQUEST')
    const answer = await answerQuestion(question, ctx.caller, ctx.ports)
    const territory = await ctx.ports.territory()
    const target = question.facility
      ? { kind: 'facility' as const, id: FacilityId.parse(question.facility) }
      : { kind: 'area' as const, code: AreaCode.parse(question.territory) }
    const now = new Date()
    const envelope = frozenNumber(question, answer, now)
    const made = await dispatchTask(
      ctx.ports.db,
      actorOf(ctx.caller),
      territory,
      { ...task, target, envelope, demo: answer.demo },
      now,
    )
    if (!made.ok) throw new Refusal(made.refusal, `The task was not dispatched: ${made.refusal}.`)
    return { taskId: made.taskId }
  })
