import type { Action } from '@cockpit/domain/access/grant'
import type { Bilingual } from '@cockpit/domain/ids'
import type { FindingPlace, Place } from '../access/actor'
import { StoredBilingual } from '../alerts/stored'
import type { Database } from '../database'
import { StoredLevel } from '../tasks/stored'
import type { NoticeKind } from './words'

/** Whom a change concerns: those who may do the next thing about it. */
export const CONCERNS: Readonly<Record<NoticeKind, Action>> = {
  'alert.raise': 'alert.triage',
  'alert.reopen': 'alert.triage',
  'alert.release': 'alert.triage',
  'alert.wake': 'alert.triage',
  'alert.raiseLevel': 'alert.triage',
  'alert.relocate': 'alert.triage',
  'task.dispatch': 'task.sign',
  'task.return': 'task.feedback',
  'task.urge': 'task.feedback',
  'task.abort': 'task.sign',
  'task.close': 'task.sign',
  'task.feedBack': 'task.review',
  'task.issue': 'task.sign',
  'task.transfer': 'task.sign',
  'task.escalate': 'task.supervise',
  'task.supervise': 'task.feedback',
  'task.regrade': 'task.feedback',
  'task.askExtension': 'task.review',
  'task.grantExtension': 'task.feedback',
  'task.denyExtension': 'task.feedback',
  'task.confirm': 'task.sign',
  'task.relapse': 'task.sign',
  'task.relocate': 'task.review',
  'event.report': 'event.confirm',
  'event.correct': 'event.confirm',
  'event.confirm': 'event.forward',
  'event.grade': 'event.forward',
  'event.raise': 'event.forward',
  'event.lower': 'event.forward',
  'event.end': 'event.report',
  'event.dismiss': 'event.report',
  'event.stepSoon': 'event.forward',
  'event.stepLate': 'event.forward',
  'posture.ask': 'posture.approve',
  'posture.approve': 'posture.ask',
  'posture.decline': 'posture.ask',
  'posture.askEnd': 'posture.approve',
  'posture.keepOn': 'posture.ask',
  'posture.approveEnd': 'posture.ask',
  'posture.expire': 'posture.ask',
}

/** What a notice may be about: the first word of its subject, of its kind and of its topic. */
export type NoticeTerm = 'alert' | 'task' | 'event' | 'posture'

export function noticeKind(term: NoticeTerm, command: string): NoticeKind | null {
  return Object.keys(CONCERNS).find((known): known is NoticeKind => known === `${term}.${command}`) ?? null
}

/** What a notice is about. */
export interface About {
  readonly place: FindingPlace
  /** Null: it has none (yet). It is told like the gravest. */
  readonly level: ReturnType<typeof StoredLevel.parse> | null
  readonly title: Bilingual
  readonly placeName: Bilingual
  readonly demo: boolean
}

/** @param subject `alert:<id>` or `task:<id>` */
export async function aboutSubject(db: Database, subject: string): Promise<About | null> {
  const [term, id = ''] = subject.split(':')
  const found = await findSubject(db, term, id)
  if (!found) return null
  const title =
    typeof found.title === 'string' ? { zh: found.title, en: found.title } : StoredBilingual.parse(found.title)
  return {
    place: found,
    level: StoredLevel.nullable().parse(found.level),
    title,
    placeName: await nameOf(db, found),
    demo: found.demo,
  }
}

async function findSubject(db: Database, term: string | undefined, id: string) {
  switch (term) {
    case 'alert':
      return db.alert.findUnique({ where: { id } })
    case 'task':
      return db.task.findUnique({ where: { id } })
    case 'event': {
      const event = await db.emergencyEvent.findUnique({ where: { id } })
      return event && { ...event, sensitivity: null }
    }
    case 'posture': {
      const posture = await db.posture.findUnique({ where: { id } })
      if (!posture) return null
      const place = await nameOf(db, { areaCode: posture.areaCode, facilityId: null })
      const title = { zh: `${place.zh}：${posture.reason}`, en: `${place.en}: ${posture.reason}` }
      return { ...posture, facilityId: null, sensitivity: null, level: null, title }
    }
    default:
      return null
  }
}

async function nameOf(db: Database, { areaCode, facilityId }: Place): Promise<Bilingual> {
  const named =
    facilityId === null
      ? await db.area.findUnique({ where: { code: areaCode } })
      : await db.facility.findUnique({ where: { id: facilityId } })
  const code = facilityId ?? areaCode
  return named ? { zh: named.nameZh, en: named.nameEn } : { zh: code, en: code }
}
