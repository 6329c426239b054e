import { isNothing, type Scope, scopeOf } from '@cockpit/domain/access/decide'
import type { CubeFilter, CubeQuery, CubeRow } from '@cockpit/semantic-layer/client/cube-query'
import { loadRows } from '@cockpit/semantic-layer/client/cube-rest'
import { limitFor, type Publication, readPublication } from '@cockpit/semantic-layer/client/publication'
import { scopePass } from '@cockpit/semantic-layer/client/scope-token'
import type { Caller } from '../caller-contract'
import type { Ports } from '../ports'
import { Refusal } from '../trpc'

/** Asks the semantic layer about single facilities, under what the caller may see of them. */
export interface ScopedRows {
  readonly scope: Scope
  load(query: CubeQuery): Promise<CubeRow[]>
  /** What is published, and until which day. */
  readonly publication: Publication
}

/** @throws Refusal when no grant of the caller reaches single facilities */
export async function scopedRows(ports: Ports, caller: Pick<Caller, 'grants'>): Promise<ScopedRows> {
  const scope = scopeOf(caller.grants, 'indicator.read', 'facility')
  if (isNothing(scope)) throw new Refusal('not-permitted', 'Your grants do not reach single institutions.')
  const token = scopePass(scope, 'facility', await ports.territory(), ports.cube.secret, () => new Date())
  const publication = await readPublication(ports.cube, token)
  const limit = limitFor(publication, [...publication.keys()])
  return { scope, publication, load: (query) => loadRows(ports.cube, token, { order: {}, limit, ...query }) }
}

export function equals(member: string, ...values: string[]): CubeFilter {
  return { member, operator: 'equals', values }
}

/** A sum or a maximum of a row; null where there is none. */
export function numberIn(row: CubeRow, member: string): number | null {
  const value = row[member]
  return value === null || value === undefined ? null : Number(value)
}
