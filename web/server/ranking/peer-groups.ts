import { AreaCode, FacilityId } from '@cockpit/domain/ids'
import type { AnswerRow } from '@cockpit/domain/indicator/envelope'
import type { Ports } from '../ports'

/** The peer group of a row: a facility's tier, or the level of an area. */
export async function peerGroups(
  ports: Pick<Ports, 'territory' | 'facilities'>,
  by: 'children' | 'county' | 'facility',
): Promise<(key: string) => string> {
  const [territory, directory] = await Promise.all([ports.territory(), ports.facilities()])
  return (key) => {
    // Below a county stand its facilities, so the children of an area are areas or facilities.
    const area = by === 'facility' ? undefined : AreaCode.safeParse(key).data
    return (area ? territory.get(area)?.level : directory.get(FacilityId.parse(key))?.tier) ?? 'unknown'
  }
}

/** Values of the single months of each row of a line by months, in order of time; months without a value are left out. */
export function monthlyValues(rows: readonly AnswerRow[], indicator: string): (key: string) => readonly number[] {
  const byKey = new Map<string, { at: string; value: number }[]>()
  for (const { key, at, cells } of rows) {
    const cell = cells[indicator]
    if (at === undefined || cell?.state !== 'shown' || cell.value === undefined) continue
    const known = byKey.get(key)
    if (known) known.push({ at, value: cell.value })
    else byKey.set(key, [{ at, value: cell.value }])
  }
  return (key) => (byKey.get(key) ?? []).sort((a, b) => (a.at < b.at ? -1 : 1)).map(({ value }) => value)
}
