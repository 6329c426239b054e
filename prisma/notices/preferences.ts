import { admitMail, type NoticeChannels } from '@cockpit/domain/notice/channels'
import { NoticePreference, USUAL_PREFERENCE } from '@cockpit/domain/notice/preference'
import { LEVELS } from '@cockpit/domain/task/level'
import { appendAudit } from '../audit/append-audit'
import type { Database } from '../database'
import type { NoticePreference as Stored } from '../generated/client'

function preferenceOf(row: Stored): NoticePreference {
  const { quietFrom: from, quietUntil: until } = row
  return NoticePreference.parse({
    ...{ inboxLevels: row.inboxLevels, email: row.email, emailLevels: row.emailLevels },
    quiet: from === null || until === null ? null : { from, until },
  })
}

/** What each of these people wants; who has chosen nothing has {@link USUAL_PREFERENCE}. */
export async function preferencesOf(
  db: Pick<Database, 'noticePreference'>,
  people: readonly string[],
): Promise<(personId: string) => NoticePreference> {
  const rows = await db.noticePreference.findMany({ where: { userId: { in: [...people] } } })
  const known = new Map(rows.map((row) => [row.userId, preferenceOf(row)]))
  return (personId) => known.get(personId) ?? USUAL_PREFERENCE
}

export type SaveResult = { ok: true } | { ok: false; refusal: 'mail-not-admitted' }

/** Saves what a person wants to be told. An address outside the operator's domains is refused: nothing may leave to it. */
export async function savePreference(
  db: Database,
  personId: string,
  wanted: NoticePreference,
  channels: NoticeChannels | null,
  now: Date,
): Promise<SaveResult> {
  if (wanted.email !== '' && !admitMail(wanted.email, channels?.smtp?.domains ?? []))
    return { ok: false, refusal: 'mail-not-admitted' }
  const inOrder = (levels: readonly string[]) => LEVELS.filter((level) => levels.includes(level))
  const row = {
    inboxLevels: inOrder(wanted.inboxLevels),
    email: wanted.email,
    emailLevels: inOrder(wanted.emailLevels),
    quietFrom: wanted.quiet?.from ?? null,
    quietUntil: wanted.quiet?.until ?? null,
  }
  await db.$transaction(async (tx) => {
    await tx.noticePreference.upsert({ where: { userId: personId }, create: { userId: personId, ...row }, update: row })
    // The address itself is the person's own business; that there is one is the record's.
    const { email, ...rest } = row
    const detail = { ...rest, email: email !== '' }
    await appendAudit(tx, { actor: personId, action: 'notice.prefer', subject: `person:${personId}`, detail, at: now })
  })
  return { ok: true }
}
