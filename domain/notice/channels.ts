import { z } from 'zod'
import { Grant } from '../access/grant'
import { LEVELS } from '../task/level'

/** 通知渠道: what the operator allows to leave the house, and where to. Read from a file that only the operator writes. */
export const NoticeChannels = z.strictObject({
  /** Address people use; the links in messages begin with it. */
  baseUrl: z.url({ protocol: /^https?$/ }),
  smtp: z
    .strictObject({
      host: z.string().min(1),
      port: z.int().min(1).max(65535),
      /** TLS from the first byte (465). Without it the connection is raised to TLS where the server offers it. */
      secure: z.boolean().default(false),
      /** Refuses a server that does not offer TLS. */
      requireTls: z.boolean().default(true),
      user: z.string().optional(),
      password: z.string().optional(),
      from: z.string().min(3),
      /** Domains of addresses that may be written to; no other leaves the house. */
      domains: z.array(z.string().min(1)).min(1),
    })
    .optional(),
  /** A scheduled table of whole areas may go with its mail; without it every mail has the link alone. */
  attachReports: z.boolean().default(false),
  /** Hosts that a webhook may go to. */
  allow: z
    .array(
      z.strictObject({
        host: z.string().min(1),
        port: z.int().min(1).max(65535).default(443),
        /** `http` only for a receiver inside the house. */
        scheme: z.enum(['https', 'http']).default('https'),
        /** The host may resolve to a private address: a receiver inside the house. */
        private: z.boolean().default(false),
      }),
    )
    .default([]),
  webhooks: z
    .array(
      z.strictObject({
        id: z.string().regex(/^[a-z0-9-]{1,40}$/),
        name: z.string().min(1),
        kind: z.enum(['signed', 'dingtalk', 'wecom']),
        url: z.url({ protocol: /^https?$/ }),
        /** Key of the signature. A WeCom robot has none: its key is part of the address. */
        secret: z.string().default(''),
        levels: z.array(z.enum(LEVELS)).min(1),
        locale: z.enum(['zh-CN', 'en']).default('zh-CN'),
        /** What its readers may see: it is told of nothing else. */
        grant: Grant,
      }),
    )
    .default([])
    .refine((all) => new Set(all.map((one) => one.id)).size === all.length, 'two webhooks have one id'),
})
export type NoticeChannels = z.infer<typeof NoticeChannels>
export type Webhook = NoticeChannels['webhooks'][number]

export type TargetRefusal = 'not-a-url' | 'credentials-in-url' | 'scheme' | 'host-not-listed'

/** May a message go to this address? The resolved address is looked at again when the connection is made. */
export function admitTarget(
  url: string,
  allow: NoticeChannels['allow'],
): { ok: true; entry: NoticeChannels['allow'][number] } | { ok: false; refusal: TargetRefusal } {
  const parsed = URL.canParse(url) ? new URL(url) : null
  if (!parsed) return { ok: false, refusal: 'not-a-url' }
  if (parsed.protocol !== 'https:' && parsed.protocol !== 'http:') return { ok: false, refusal: 'scheme' }
  if (parsed.username || parsed.password) return { ok: false, refusal: 'credentials-in-url' }
  const scheme = parsed.protocol.slice(0, -1)
  const port = parsed.port === '' ? (scheme === 'https' ? 443 : 80) : Number(parsed.port)
  const entry = allow.find((one) => one.host.toLowerCase() === parsed.hostname && one.port === port)
  if (!entry) return { ok: false, refusal: 'host-not-listed' }
  return entry.scheme === scheme ? { ok: true, entry } : { ok: false, refusal: 'scheme' }
}

/** May a mail go to this address? Only whole domains count: `a@evil-example.org` is not in `example.org`. */
export function admitMail(address: string, domains: readonly string[]): boolean {
  const at = address.lastIndexOf('@')
  return at > 0 && domains.some((domain) => domain.toLowerCase() === address.slice(at + 1).toLowerCase())
}
