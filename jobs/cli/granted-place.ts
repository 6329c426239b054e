import type { Database } from '@cockpit/db/database'
import type { Grant } from '@cockpit/domain/access/grant'
import { UsageError } from './trouble'

export interface PlaceOptions {
  readonly facility?: string[]
  readonly area?: string
}

/**
 * A grant over what `--facility` or `--area` names.
 * @throws UsageError when both or neither are named, or one is not registered here
 */
export async function grantOver(
  db: Database,
  { facility, area }: PlaceOptions,
  of: { readonly role: string; readonly sensitivity: string },
): Promise<Grant> {
  if ((facility === undefined) === (area === undefined))
    throw new UsageError('name the place: --facility <id...> or --area <code>.')
  const { Grant } = await import('@cockpit/domain/access/grant')
  const territory = facility ? { kind: 'facilities', ids: facility } : { kind: 'area', code: area }
  const grant = Grant.safeParse({ ...of, territory })
  if (!grant.success) throw new UsageError('a facility is written as its code, an area as six digits.')
  const asked = facility ?? [area ?? '']
  const known = facility
    ? (await db.facility.findMany({ where: { id: { in: facility } }, select: { id: true } })).map(({ id }) => id)
    : (await db.area.findMany({ where: { code: area ?? '' }, select: { code: true } })).map(({ code }) => code)
  const unknown = asked.filter((one) => !known.includes(one))
  if (unknown.length > 0) throw new UsageError(`not registered here: ${unknown.join(', ')}.`)
  return grant.data
}
