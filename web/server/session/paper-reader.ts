import { readPass } from '@cockpit/db/access/paper-pass'
import type { Caller } from '../caller-contract'
import type { Ports } from '../ports'
import { personNow } from './identify'
import { signInSettings } from './settings'

/** Carries the pass of the server's own browser while it puts a page of a scheduled report on paper. */
export const PAPER_COOKIE = 'cockpit-paper'

/**
 * The person whose page is being put on paper, who is not there: with the grants in force now, to read and nothing else. Null without a
 * sound pass. Asked by pages and their queries alone; no file, export or change is to be had by it.
 */
export async function paperReader(headers: Headers, ports: Ports): Promise<Caller | null> {
  const [, token] = new RegExp(`(?:^|;\\s*)${PAPER_COOKIE}=([\\w.-]+)`).exec(headers.get('cookie') ?? '') ?? []
  const pass = token ? readPass(token, 'paper', signInSettings(process.env).secret, new Date()) : null
  const person = pass && (await personNow(pass.person, ports))
  return person && { ...person, readsOnly: true }
}
