import { createHash } from 'node:crypto'
import type { Attachment } from '@cockpit/db/scheduled-reports/tell-run'
import type { NoticeChannels } from '@cockpit/domain/notice/channels'
import nodemailer from 'nodemailer'
import { Refused } from './outbound'
import type { Message } from './webhook-request'

const TIMEOUT_MS = 10_000

/**
 * Sends one mail. `Message-ID` and `Idempotency-Key` are the same at every attempt: mail boxes that look at it show it once.
 * @throws Refused where the server says that it will never take it (5xx)
 */
export async function sendMail(
  smtp: NonNullable<NoticeChannels['smtp']>,
  address: string,
  { key, level, title, text, link, createdAt, attachment }: Message & { readonly attachment?: Attachment | null },
): Promise<void> {
  const transport = nodemailer.createTransport({
    host: smtp.host,
    port: smtp.port,
    secure: smtp.secure,
    requireTLS: !smtp.secure && smtp.requireTls,
    ignoreTLS: !smtp.secure && !smtp.requireTls,
    ...(smtp.user ? { auth: { user: smtp.user, pass: smtp.password ?? '' } } : {}),
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
    // The text comes from the cockpit; no file or address named in it is ever fetched.
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  const domain = smtp.from.slice(smtp.from.lastIndexOf('@') + 1).replace(/>.*$/, '')
  try {
    await transport.sendMail({
      from: smtp.from,
      to: { name: '', address },
      subject: title,
      text: `${text}\n${link}\n`,
      ...(attachment ? { attachments: [attachment] } : {}),
      date: createdAt,
      messageId: `<${createHash('sha256').update(key).digest('hex').slice(0, 32)}@${domain}>`,
      headers: { 'Idempotency-Key': key, 'Auto-Submitted': 'auto-generated', 'X-Priority': level === 'I' ? '1' : '3' },
    })
  } catch (error) {
    const code = typeof error === 'object' && error && 'responseCode' in error ? Number(error.responseCode) : 0
    // 535 is a password that may be put right; every other 5xx is about this mail.
    if (code >= 500 && code < 600 && code !== 535) throw new Refused(`the mail server refuses it for good: ${code}`)
    throw error
  } finally {
    transport.close()
  }
}
