import { type LookupAddress, lookup } from 'node:dns'
import http from 'node:http'
import https from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import { admitTarget, type NoticeChannels } from '@cockpit/domain/notice/channels'
import { isPublicAddress } from './public-address'

/** An answer or a target that another attempt would meet again. */
export class Refused extends Error {}

const TIMEOUT_MS = 10_000
const LONGEST_ANSWER = 64 * 1024

/**
 * Posts JSON to a listed host and nowhere else: scheme, host and port must stand in the allow-list, every address the name resolves to is
 * looked at in the very lookup the connection uses, redirects are not followed, and the answer is cut.
 * @returns status and text of the answer
 * @throws Refused where the target is not admitted or answers with a redirect
 */
export async function postJson(
  url: string,
  body: string,
  headers: Readonly<Record<string, string>>,
  allow: NoticeChannels['allow'],
  resolve: typeof lookup = lookup,
): Promise<{ status: number; text: string }> {
  const admitted = admitTarget(url, allow)
  if (!admitted.ok) throw new Refused(`the target is not on the list: ${admitted.refusal}`)
  const target = new URL(url)
  const literal = target.hostname.replace(/^\[|\]$/g, '')
  // A literal address is connected to without any lookup.
  if (isIP(literal) && !admitted.entry.private && !isPublicAddress(literal))
    throw new Refused('the target is a private address')
  const { request } = target.protocol === 'https:' ? https : http
  return new Promise((done, fail) => {
    const outgoing = request(
      target,
      {
        method: 'POST',
        headers: {
          ...headers,
          'content-type': 'application/json; charset=utf-8',
          'content-length': Buffer.byteLength(body),
          'user-agent': 'health-governance-cockpit',
        },
        agent: false,
        signal: AbortSignal.timeout(TIMEOUT_MS),
        lookup: admitted.entry.private ? resolve : guarded(resolve),
      },
      (answer) => {
        const status = answer.statusCode ?? 0
        if (status >= 300 && status < 400) {
          answer.destroy()
          fail(new Refused(`the receiver answers with a redirect (${status}), which is not followed`))
          return
        }
        let text = ''
        answer.setEncoding('utf8')
        answer.on('data', (chunk: string) => {
          text += chunk
          if (text.length > LONGEST_ANSWER) answer.destroy(new Error('the answer is longer than 64 KB'))
        })
        answer.on('end', () => done({ status, text }))
        answer.on('error', fail)
      },
    )
    outgoing.on('error', fail)
    outgoing.end(body)
  })
}

/** The lookup of a connection that may only go out of the house: one closed address among the resolved ones is enough to refuse. */
function guarded(resolve: typeof lookup): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
      if (error) return callback(error, '', 0)
      const closed = addresses.find(({ address }) => !isPublicAddress(address))
      const [first] = addresses
      if (closed || !first) return callback(new Refused('the host resolves to a private address'), '', 0)
      if (options.all) callback(null, addresses)
      else callback(null, first.address, first.family)
    })
  }
}
