import { createHmac } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { FrontPage } from '@cockpit/domain/drg/front-page'
import type { Grouper } from '@cockpit/domain/drg/grouper'
import { type Grouping, ungrouped } from '@cockpit/domain/drg/grouping'
import { type GrouperSettings, GrouperSettingsError } from './settings'
import { readAnswer, requestBody } from './wire'

/** Bytes an answer may have for each case of its request. */
const BYTES_A_CASE = 4096
/** Milliseconds before the second attempt; each further one waits twice as long. */
const FIRST_WAIT = 500

export interface HttpGrouperPorts {
  /** Of COCKPIT_GROUPER_SECRET; needed where the settings name a kind of `auth`. */
  readonly secret?: string | undefined
  readonly now?: () => Date
  readonly wait?: (milliseconds: number) => Promise<unknown>
  /** Told why a request failed, without what was in it. */
  readonly onTrouble?: (message: string) => void
}

/**
 * The region's own grouper over HTTP. A request that fails is sent again (`attempts`); what is still without a sound answer is ungrouped
 * with a reason of the grouper's own, and the next run asks again. After `giveUpAfter` requests in a row without an answer the grouper is
 * taken to be away, and the rest of this run is not asked.
 * @throws GrouperSettingsError when the settings want a secret and none of 16 characters or more is given
 */
export function httpGrouper(settings: GrouperSettings, ports: HttpGrouperPorts = {}): Grouper {
  const { secret = '', now = () => new Date(), wait = sleep, onTrouble = () => undefined } = ports
  if (settings.auth !== 'none' && secret.length < 16)
    throw new GrouperSettingsError('COCKPIT_GROUPER_SECRET must hold the secret of the grouper, 16 characters or more.')
  let silent = 0

  const ask = async (pages: readonly FrontPage[]): Promise<readonly Grouping[]> => {
    const body = requestBody(settings.version, pages)
    for (let attempt = 1; silent < settings.giveUpAfter; attempt++) {
      const answer = await post(settings, body, headersOf(settings, secret, body, now()), pages.length)
      if (answer.kind === 'answered') {
        silent = 0
        const read = readAnswer(answer.body, settings.version, pages.length)
        if (read) return read
        onTrouble(`the answer is not one of version ${settings.version.name}`)
        return pages.map(() => ungrouped('grouper-bad-answer'))
      }
      onTrouble(answer.message)
      if (answer.kind === 'refused') return pages.map(() => ungrouped('grouper-bad-answer'))
      if (attempt < settings.attempts) await wait(FIRST_WAIT * 2 ** (attempt - 1))
      else {
        silent++
        break
      }
    }
    return pages.map(() => ungrouped('grouper-no-answer'))
  }

  return {
    version: settings.version,
    async group(pages) {
      const results: Grouping[] = []
      const batches = Array.from({ length: Math.ceil(pages.length / settings.batch) }, (_, n) => n * settings.batch)
      const worker = async () => {
        for (let from = batches.shift(); from !== undefined; from = batches.shift()) {
          const answers = await ask(pages.slice(from, from + settings.batch))
          for (const [index, answer] of answers.entries()) results[from + index] = answer
        }
      }
      await Promise.all(Array.from({ length: settings.parallel }, worker))
      return results
    },
  }
}

type Posted =
  | { readonly kind: 'answered'; readonly body: unknown }
  /** It was understood and turned down: the same again would be turned down again. */
  | { readonly kind: 'refused'; readonly message: string }
  | { readonly kind: 'failed'; readonly message: string }

async function post(
  settings: GrouperSettings,
  body: string,
  headers: Record<string, string>,
  cases: number,
): Promise<Posted> {
  try {
    const response = await fetch(settings.url, {
      method: 'POST',
      body,
      headers,
      // A redirect would lead past the list of allowed hosts.
      redirect: 'error',
      signal: AbortSignal.timeout(settings.timeoutSeconds * 1000),
    })
    if (response.status !== 200) {
      await response.body?.cancel()
      const again = response.status >= 500 || response.status === 429 || response.status === 408
      return { kind: again ? 'failed' : 'refused', message: `the grouper answered ${response.status}` }
    }
    const text = await textOf(response, 65_536 + cases * BYTES_A_CASE)
    if (text === null) return { kind: 'refused', message: 'the answer is far too long' }
    return { kind: 'answered', body: jsonOf(text) }
  } catch (error) {
    const slow = error instanceof Error && error.name === 'TimeoutError'
    return {
      kind: 'failed',
      message: slow ? `no answer within ${settings.timeoutSeconds} seconds` : 'the grouper cannot be reached',
    }
  }
}

/** Undefined where it is no JSON, which is no answer of any version. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Null when it is longer than it may be. */
async function textOf(response: Response, limit: number): Promise<string | null> {
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of response.body ?? []) {
    size += part.length
    if (size > limit) return null
    parts.push(part)
  }
  return Buffer.concat(parts).toString('utf8')
}

/** `signature`: hexadecimal HMAC-SHA256 of `<seconds since 1970>.<body>`, beside those seconds. */
function headersOf({ auth }: GrouperSettings, secret: string, body: string, now: Date): Record<string, string> {
  const plain = { 'Content-Type': 'application/json' }
  if (auth === 'bearer') return { ...plain, Authorization: `Bearer ${secret}` }
  if (auth === 'none') return plain
  const at = String(Math.floor(now.getTime() / 1000))
  const signature = createHmac('sha256', secret).update(`${at}.${body}`).digest('hex')
  return { ...plain, 'X-Cockpit-Time': at, 'X-Cockpit-Signature': signature }
}
