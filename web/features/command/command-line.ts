'use client'
import { AreaCode, FacilityId } from '@cockpit/domain/ids'
import { useMemo } from 'react'
import { useTRPCClient } from '../queries/trpc'
import { AnswerError } from './answer-error'
import type { CommandLine, MoveOrder } from './model'

/** After this, an act counts as not sent; the key makes a retry harmless even if it arrived after all. */
const PATIENCE_MS = 20_000
/** Photos over a weak line take longer. */
const PHOTO_PATIENCE_MS = 90_000

export function useCommandLine(): CommandLine {
  const client = useTRPCClient()
  return useMemo(
    () => ({
      move: (order, idempotencyKey) => {
        if (order.command === 'feedBack') return sendFeedback(order, idempotencyKey)
        const { taskId, command, note, expectedRevision } = order
        return client.tasks.move.mutate(
          { taskId, command, note, expectedRevision, idempotencyKey },
          { signal: AbortSignal.timeout(PATIENCE_MS) },
        )
      },
      dispatch: ({ facilityId, areaCode, seen, ...order }, idempotencyKey) =>
        client.alerts.dispatch.mutate(
          {
            ...order,
            seen: new Date(seen),
            ...(facilityId ? { facility: FacilityId.parse(facilityId) } : { area: AreaCode.parse(areaCode) }),
            idempotencyKey,
          },
          { signal: AbortSignal.timeout(PATIENCE_MS) },
        ),
    }),
    [client],
  )
}

async function sendFeedback(order: MoveOrder, idempotencyKey: string): Promise<{ repeated: boolean }> {
  const form = new FormData()
  form.set('note', order.note)
  form.set('expectedRevision', String(order.expectedRevision))
  form.set('idempotencyKey', idempotencyKey)
  for (const photo of order.photos)
    form.append('files', new File([photo.content], photo.fileName, { type: photo.mediaType }))
  const response = await fetch(`/api/tasks/${encodeURIComponent(order.taskId)}/feedback`, {
    method: 'POST',
    body: form,
    signal: AbortSignal.timeout(order.photos.length > 0 ? PHOTO_PATIENCE_MS : PATIENCE_MS),
  })
  const answer: unknown = await response.json().catch(() => null)
  const said = typeof answer === 'object' && answer !== null ? (answer as Record<string, unknown>) : {}
  if (!response.ok)
    throw new AnswerError(
      response.status,
      typeof said.reason === 'string' ? said.reason : null,
      typeof said.error === 'string' ? said.error : `The server answered ${response.status}.`,
    )
  return { repeated: said.repeated === true }
}
