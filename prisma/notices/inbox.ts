import { cutPage, type Page, type Paged, pageArguments } from '../access/paging'
import type { Database } from '../database'
import type { Notice } from '../generated/client'
import { withTitle } from './notice-title'

/** A notice as its reader gets it: the screen says which language. */
export type ReadNotice = ReturnType<typeof withTitle<Notice>>

/** The notices of one person, newest first, with how many are unread. */
export async function listNotices(
  db: Database,
  personId: string,
  page: Page & { readonly unreadOnly?: boolean } = {},
): Promise<Paged<ReadNotice> & { unread: number }> {
  const where = { userId: personId, ...(page.unreadOnly ? { readAt: null } : {}) }
  const [found, total, unread] = await Promise.all([
    db.notice.findMany({ where, orderBy: [{ createdAt: 'desc' }, { id: 'asc' }], ...pageArguments(page) }),
    db.notice.count({ where }),
    db.notice.count({ where: { userId: personId, readAt: null } }),
  ])
  return { ...cutPage(found.map(withTitle), page), total, unread }
}

/** Marks notices of this person as read: those named, or all. Another person's are untouched. Returns how many changed. */
export async function markRead(
  db: Database,
  personId: string,
  ids: readonly string[] | 'all',
  now: Date,
): Promise<number> {
  const which = ids === 'all' ? {} : { id: { in: [...ids] } }
  const { count } = await db.notice.updateMany({
    where: { userId: personId, readAt: null, ...which },
    data: { readAt: now },
  })
  return count
}
