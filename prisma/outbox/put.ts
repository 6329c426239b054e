import type { Transaction } from '../database'
import type { Prisma } from '../generated/client'

/** What is told to others after the commit. `key` is the same for the same happening, so that a receiver sees it once. */
export interface Message {
  readonly key: string
  readonly topic: 'alert.changed' | 'task.changed' | 'import.changed'
  readonly payload: Prisma.InputJsonObject
}

export async function putMessage(tx: Transaction, message: Message, now: Date): Promise<void> {
  await tx.outbox.create({ data: { ...message, createdAt: now, nextAttemptAt: now } })
}
