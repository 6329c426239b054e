import { coversArea, isNothing, scopeOf } from '@cockpit/domain/access/decide'
import { Grant } from '@cockpit/domain/access/grant'
import { AreaCode } from '@cockpit/domain/ids'
import type { Area } from '@cockpit/domain/territory/territory'
import type { Caller } from '../caller-contract'
import type { Ports } from '../ports'

/** A wall somebody may open: who asks, which board, which territory it shows. */
export interface OpenedWall {
  readonly caller: Caller
  readonly display: { readonly id: string; readonly name: string }
  readonly area: Area
}

export type WallRefusal = 'sign-in' | 'unknown' | 'no-scope' | 'revoked'

/**
 * A device opens its own display and no other. A person opens any, in the person's own authority: the display's territory where the
 * person's grants reach it, else the widest area they do reach. The display lends nobody its grant.
 */
export async function openWall(
  id: string,
  caller: Caller | null,
  ports: Ports,
): Promise<OpenedWall | { refusal: WallRefusal }> {
  const stored = await ports.db.display.findUnique({ where: { id } })
  if (!caller) return { refusal: stored?.revokedAt ? 'revoked' : 'sign-in' }
  if (!stored || stored.revokedAt) return { refusal: stored ? 'revoked' : 'unknown' }
  if (caller.kind === 'display' && caller.id !== id) return { refusal: 'unknown' }
  const scope = scopeOf(caller.grants, 'indicator.read', 'aggregate')
  if (isNothing(scope)) return { refusal: 'no-scope' }
  const territory = await ports.territory()
  const grant = Grant.safeParse(stored.grant)
  const wanted = grant.success && grant.data.territory.kind === 'area' ? grant.data.territory.code : undefined
  const code = wanted && coversArea(scope, wanted, territory) ? wanted : scope.areas.find((one) => territory.get(one))
  const area = code && territory.get(AreaCode.parse(code))
  if (!area) return { refusal: 'no-scope' }
  return { caller, display: { id, name: stored.name }, area }
}
