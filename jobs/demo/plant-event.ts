import type { Database } from '@cockpit/db/database'
import { reportEvent } from '@cockpit/db/events/report-event'
import type { DemoPlaces } from '@cockpit/db/people/demo-people'
import { grantsOf } from '@cockpit/db/people/grants-of'
import { PersonId } from '@cockpit/domain/ids'
import type { Territory } from '@cockpit/domain/territory/territory'

const MINUTE = 60_000

/**
 * One invented event that waits to be confirmed, filed by the account `hospital` of its own institution: `county` confirms and sends it on,
 * `commander` and `leader` see it. Filed once for the demo, however often it is filled.
 */
export async function plantEvent(
  db: Database,
  territory: Territory,
  { facility }: Pick<DemoPlaces, 'facility'>,
  now: Date,
): Promise<void> {
  const person = await db.user.findUnique({ where: { username: 'hospital', demo: true }, select: { id: true } })
  if (!person) return
  const id = PersonId.parse(person.id)
  const result = await reportEvent(
    db,
    { id, grants: await grantsOf(db, id) },
    territory,
    {
      ...{ title: '演示：某小学多名学生呕吐、腹痛', kind: 'foodPoisoning', infection: null, affected: 18, deaths: 0 },
      ...{ place: '演示镇第一小学', target: { kind: 'facility', id: facility } },
      description: '演示数据。午餐后两小时内 18 名学生陆续呕吐、腹痛，已送诊，食堂留样封存。',
      foundAt: new Date(now.getTime() - 40 * MINUTE),
      idempotencyKey: 'demo:event',
    },
    new Date(now.getTime() - 10 * MINUTE),
  )
  if (!result.ok) throw new Error(`The event of the demonstration was not taken: ${result.refusal}.`)
}
