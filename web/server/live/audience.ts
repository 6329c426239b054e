import { permitted } from '@cockpit/db/access/actor'
import { mayAnywhere } from '@cockpit/domain/access/decide'
import type { LiveMessage, LiveTopic } from '../../features/live/live-message'
import { actorOf } from '../actor'
import type { Caller } from '../caller-contract'
import { readableRun } from '../imports/readable-run'
import type { Ports } from '../ports'

export const LIVE_TOPICS = [
  'lake.published',
  'alert.changed',
  'task.changed',
  'import.changed',
  'event.changed',
  'posture.changed',
  'report.changed',
] as const satisfies LiveTopic[]

/** May this caller know that this thing changed? A message carries ids and versions only, and even those go to those concerned. */
export async function concerns(message: LiveMessage, caller: Caller, ports: Ports): Promise<boolean> {
  switch (message.topic) {
    case 'lake.published':
      return mayAnywhere(caller.grants, 'indicator.read')
    case 'import.changed':
      return mayAnywhere(caller.grants, 'import.read') && (await readableRun(ports, caller, message.id)) !== null
    case 'report.changed': {
      const run = await ports.db.scheduledReportRun.findUnique({ where: { id: message.id }, include: { report: true } })
      return run !== null && [run.recipient, run.report.owner].includes(caller.id)
    }
    case 'event.changed': {
      const place = { select: { areaCode: true, facilityId: true } }
      const event = await ports.db.emergencyEvent.findUnique({ where: { id: message.id }, ...place })
      return event !== null && permitted(actorOf(caller), 'event.read', event, await ports.territory())
    }
    // How a territory works concerns everyone in it: the banner stands on every screen, and says no more than that.
    case 'posture.changed':
      return caller.grants.length > 0
    case 'alert.changed': {
      const place = { select: { areaCode: true, facilityId: true, sensitivity: true } }
      const alert = await ports.db.alert.findUnique({ where: { id: message.id }, ...place })
      return alert !== null && permitted(actorOf(caller), 'alert.read', alert, await ports.territory())
    }
    case 'task.changed': {
      const place = { select: { areaCode: true, facilityId: true, sensitivity: true } }
      const task = await ports.db.task.findUnique({ where: { id: message.id }, ...place })
      return task !== null && permitted(actorOf(caller), 'task.read', task, await ports.territory())
    }
  }
}
