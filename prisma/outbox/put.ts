import type { Transaction } from '../database'
import type { Prisma } from '../generated/client'
import { AT_ONCE } from './at-once'

/** What is told to others after the commit. `key` is the same for the same happening, so that a receiver sees it once. */
export interface Message {
  readonly key: string
  readonly topic:
    | 'alert.changed'
    | 'task.changed'
    | 'import.changed'
    | 'event.changed'
    | 'posture.changed'
    | 'report.changed'
  readonly payload: Prisma.InputJsonObject
}

export async function putMessage(tx: Transaction, message: Message, now: Date): Promise<void> {
  await putMessages(tx, [message], now)
}

/** Several at once, told in the order given. */
export async function putMessages(tx: Transaction, messages: readonly Message[], now: Date): Promise<void> {
  if (messages.length === 0) return
  await tx.outbox.createMany({
    data: messages.map((message) => ({ ...message, createdAt: now, nextAttemptAt: AT_ONCE })),
  })
}
