import { createHmac } from 'node:crypto'
import type { Webhook } from '@cockpit/domain/notice/channels'

/** What a receiver is told, whatever its kind. */
export interface Message {
  readonly key: string
  readonly level: string
  readonly title: string
  readonly text: string
  readonly link: string
  readonly createdAt: Date
}

export interface WebhookRequest {
  readonly url: string
  readonly body: string
  readonly headers: Readonly<Record<string, string>>
}

/** The request of one delivery, signed as its receiver expects (docs/notices.md). */
export function webhookRequest(hook: Webhook, message: Message, now: Date): WebhookRequest {
  switch (hook.kind) {
    case 'signed':
      return signedRequest(hook, message, now)
    case 'dingtalk':
      return dingtalkRequest(hook, message, now)
    case 'wecom':
      return {
        url: hook.url,
        body: JSON.stringify({ msgtype: 'text', text: { content: asText(message) } }),
        headers: {},
      }
  }
}

/**
 * Plain JSON with `Idempotency-Key`, and `Cockpit-Signature: t=<seconds>,v1=<hex>`: HMAC-SHA256 under the shared secret of the
 * seconds, a full stop and the body as it was sent.
 */
function signedRequest(hook: Webhook, message: Message, now: Date): WebhookRequest {
  const { key, level, title, text, link, createdAt } = message
  const body = JSON.stringify({ key, level, title, text, link, createdAt: createdAt.toISOString() })
  const seconds = Math.floor(now.getTime() / 1000)
  const signature = createHmac('sha256', hook.secret).update(`${seconds}.${body}`).digest('hex')
  return {
    url: hook.url,
    body,
    headers: { 'idempotency-key': key, 'cockpit-signature': `t=${seconds},v1=${signature}` },
  }
}

/**
 * A custom robot of DingTalk, and of 浙政钉, which takes the same: `timestamp` in milliseconds and `sign`, the Base64 of
 * HMAC-SHA256 under the secret of "timestamp, line feed, secret" (open.dingtalk.com, 自定义机器人安全设置·加签).
 */
function dingtalkRequest(hook: Webhook, message: Message, now: Date): WebhookRequest {
  const url = new URL(hook.url)
  if (hook.secret !== '') {
    const timestamp = now.getTime()
    const sign = createHmac('sha256', hook.secret).update(`${timestamp}\n${hook.secret}`).digest('base64')
    url.searchParams.set('timestamp', String(timestamp))
    url.searchParams.set('sign', sign)
  }
  return { url: url.href, body: JSON.stringify({ msgtype: 'text', text: { content: asText(message) } }), headers: {} }
}

/** A robot keeps no keys: the number at the end lets people see that two messages are one. */
function asText({ key, title, text, link }: Message): string {
  return `${title}\n${text}\n${link}\n#${shortKey(key)}`
}

export function shortKey(key: string): string {
  return createHmac('sha256', 'cockpit').update(key).digest('hex').slice(0, 8)
}

/** What a robot says in its answer: both kinds answer 200 with `errcode`, 0 when it was taken. */
export function robotError(text: string): string | null {
  try {
    const answer: unknown = JSON.parse(text)
    if (typeof answer !== 'object' || answer === null || !('errcode' in answer))
      return 'the robot answered without errcode'
    const { errcode } = answer
    const words = 'errmsg' in answer ? String(answer.errmsg) : ''
    return errcode === 0 ? null : `errcode ${String(errcode)}: ${words.slice(0, 200)}`
  } catch {
    return 'the robot answered with no JSON'
  }
}
