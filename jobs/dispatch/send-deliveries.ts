import type { Database } from '@cockpit/db/database'
import type { Delivery } from '@cockpit/db/generated/client'
import { claimDeliveries, type Receiver, receiverOf, settleDelivery } from '@cockpit/db/notices/deliveries'
import { attachmentOf } from '@cockpit/db/scheduled-reports/tell-run'
import type { NoticeChannels } from '@cockpit/domain/notice/channels'
import type { AttemptOutcome } from '@cockpit/domain/notice/retry'
import type { Territory } from '@cockpit/domain/territory/territory'
import { allEnded } from '../process/all-ended'
import { postJson, Refused } from './outbound'
import { sendMail } from './send-mail'
import { robotError, webhookRequest } from './webhook-request'

const BATCH = 20
/** Longer than an attempt takes with all its timeouts. */
const LEASE_SECONDS = 60

export interface SendPorts {
  readonly db: Database
  readonly territory: () => Promise<Territory>
  /** Read anew each pass: what the operator takes off the list goes nowhere any more. */
  readonly channels: () => NoticeChannels | null
  readonly now: () => Date
  /** From 0 to 1: spreads the waits. */
  readonly chance: () => number
}

export interface SendReport {
  readonly sent: number
  readonly failed: number
  readonly dead: number
}

/**
 * Sends what is due, gravest first: at least once each, under a key the receiver is told at every attempt. Killed between sending and
 * noting it, a delivery goes out again when its lease is over.
 */
export async function sendDeliveries({ db, territory, channels, now, chance }: SendPorts): Promise<SendReport> {
  const open = channels()
  const report = { sent: 0, failed: 0, dead: 0 }
  if (!open) return report
  const claimed = await claimDeliveries(db, now(), { batch: BATCH, leaseSeconds: LEASE_SECONDS })
  if (claimed.length === 0) return report
  const places = await territory()
  await allEnded(
    claimed.map(async (delivery) => {
      const receiver = await receiverOf(db, places, open, delivery)
      const result = receiver ? await attempt(db, delivery, receiver, open, now()) : { outcome: 'withdrawn' as const }
      const state = await settleDelivery(db, delivery, result, now(), chance())
      if (state === 'sent') report.sent += 1
      else if (state === 'dead') report.dead += 1
      else if (state === 'waiting') report.failed += 1
    }),
  )
  return report
}

async function attempt(
  db: Database,
  delivery: Delivery,
  receiver: Receiver,
  channels: NoticeChannels,
  now: Date,
): Promise<{ outcome: AttemptOutcome; error?: string }> {
  try {
    if (receiver.channel === 'email') {
      if (!channels.smtp) throw new Refused('there is no mail server')
      const attachment = await attachmentOf(db, delivery, channels)
      await sendMail(channels.smtp, receiver.address, { ...delivery, attachment })
      return { outcome: 'sent' }
    }
    const { hook } = receiver
    const { url, body, headers } = webhookRequest(hook, delivery, now)
    const { status, text } = await postJson(url, body, headers, channels.allow)
    if (status < 200 || status >= 300)
      return { outcome: passing(status) ? 'failed' : 'refused', error: `HTTP ${status}` }
    const error = hook.kind === 'signed' ? null : robotError(text)
    return error ? { outcome: 'failed', error } : { outcome: 'sent' }
  } catch (error) {
    return { outcome: error instanceof Refused ? 'refused' : 'failed', error: wordsOf(error) }
  }
}

/** The receiver is busy or broken; any other 4xx it would say again. */
const passing = (status: number) => status >= 500 || status === 408 || status === 425 || status === 429

/** An address may carry a robot's key: what is kept of an error never holds one. */
function wordsOf(error: unknown): string {
  const words = error instanceof Error ? error.message : String(error)
  return words.replace(/https?:\/\/\S+/g, '(address)')
}
