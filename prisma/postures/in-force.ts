import { AreaCode } from '@cockpit/domain/ids'
import type { Territory } from '@cockpit/domain/territory/territory'
import type { Database, Transaction } from '../database'
import type { Posture } from '../generated/client'

/** The postures that hold at this instant, whether or not anything has noted that others expired. */
export async function posturesInForce(db: Database | Transaction, now: Date): Promise<Posture[]> {
  return db.posture.findMany({
    where: { state: 'inForce', until: { gt: now } },
    orderBy: [{ approvedAt: 'asc' }, { id: 'asc' }],
  })
}

/** Does this area work in emergency: is it, or what it lies in, under one of these postures? */
export function inEmergency(
  postures: readonly Pick<Posture, 'areaCode'>[],
  area: string,
  territory: Territory,
): boolean {
  return postures.some(({ areaCode }) => territory.within(AreaCode.parse(area), AreaCode.parse(areaCode)))
}
