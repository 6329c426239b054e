import { appendAudit } from '@cockpit/db/audit/append-audit'
import { verifyAudit } from '@cockpit/db/audit/verify-audit'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { onServer, type TestDatabase, withDatabase } from './test-database'

let scratch: TestDatabase
beforeAll(async () => {
  scratch = await withDatabase()
})
afterAll(() => scratch.drop())

const entry = (n: number) => ({
  actor: 'tester',
  action: 'note.write' as const,
  subject: `note:${n}`,
  detail: { n, 说明: '换行\n"引号"', nested: { b: [1, 2.5e-3], a: null } },
  at: new Date(1_795_000_000_123 + n),
})

describe('append-only', () => {
  const tables = ['AlertEvent', 'TaskEvent', 'Evidence', 'AuditEntry']

  beforeAll(async () => {
    await onServer(
      scratch.url,
      `INSERT INTO "Alert" (id, "dedupeKey", "ruleId", "ruleVersion", title, advice, level, state, indicator, "areaCode", period, detail, "updatedAt")
       VALUES ('a', 'k', 'r', '1', '{}', '{}', 'I', 'open', 'x.y', '990000', '2026-10', '{}', now());
       INSERT INTO "AlertEvent" (id, "alertId", actor, command, after) VALUES ('e', 'a', 'x', 'raise', 'open');
       INSERT INTO "Task" (id, title, instruction, level, state, "areaCode", "dispatchedBy", "signBy", "feedbackBy", "closeBy")
       VALUES ('t', 't', 'i', 'I', 'dispatched', '990000', 'x', now() + '1h', now() + '2h', now() + '3h');
       INSERT INTO "TaskEvent" (id, "taskId", actor, command, after, "idempotencyKey") VALUES ('te', 't', 'x', 'dispatch', 'dispatched', 'k');
       INSERT INTO "Evidence" (id, "taskId", "fileName", "mediaType", bytes, sha256, content, "addedBy")
       VALUES ('ev', 't', 'f', 'image/png', 1, encode(sha256('\\x00'), 'hex'), '\\x00', 'x')`,
    )
    await appendAudit(scratch.db, entry(0))
  })

  test.each(tables)('%s refuses UPDATE, DELETE and TRUNCATE, to the superuser too', async (table) => {
    for (const url of [scratch.url, scratch.adminUrl]) {
      const before = await onServer(url, `SELECT count(*)::int AS rows FROM "${table}"`)
      expect(before.rows[0].rows).toBeGreaterThan(0)
      const column = table === 'AuditEntry' ? 'actor' : 'id'
      for (const statement of [
        `UPDATE "${table}" SET "${column}" = "${column}"`,
        `DELETE FROM "${table}"`,
        `TRUNCATE "${table}" CASCADE`,
      ])
        await expect(onServer(url, statement)).rejects.toThrow(/append-only/)
      expect((await onServer(url, `SELECT count(*)::int AS rows FROM "${table}"`)).rows).toEqual(before.rows)
    }
  })

  test('evidence must have the hash and the length that stand beside it', async () => {
    const insert = (bytes: number, hash: string) =>
      onServer(
        scratch.url,
        `INSERT INTO "Evidence" (id, "taskId", "fileName", "mediaType", bytes, sha256, content, "addedBy")
         VALUES (gen_random_uuid()::text, 't', 'f', 'image/png', $1, $2, '\\x0102', 'x')`,
        [bytes, hash],
      )
    const right = 'a12871fee210fb8619291eaea194581cbd2531e4b23759d225f6806923f63222'
    await insert(2, right)
    await expect(insert(3, right)).rejects.toThrow(/Evidence_bytes/)
    await expect(insert(2, right.replace('a', 'b'))).rejects.toThrow(/Evidence_sha256/)
  })
})

describe('the audit chain', () => {
  let chain: TestDatabase
  beforeAll(async () => {
    chain = await withDatabase()
  })
  afterAll(() => chain.drop())

  const asIntruder = async (statement: string) => {
    await onServer(chain.adminUrl, 'ALTER TABLE "AuditEntry" DISABLE TRIGGER USER')
    await onServer(chain.adminUrl, statement)
    await onServer(chain.adminUrl, 'ALTER TABLE "AuditEntry" ENABLE TRIGGER USER')
  }

  test('an empty audit is intact and has no head', async () => {
    expect(await verifyAudit(chain.db)).toEqual({ intact: true, entries: 0n, head: null })
  })

  test('forty writers at once make one chain without gaps', async () => {
    await Promise.all(Array.from({ length: 40 }, (_, n) => appendAudit(chain.db, entry(n))))
    const verdict = await verifyAudit(chain.db)
    expect(verdict).toMatchObject({ intact: true, entries: 40n, head: { seq: 40n } })
  })

  test('a rolled-back writer leaves no gap', async () => {
    await expect(
      chain.db.$transaction(async (tx) => {
        await appendAudit(tx, entry(100))
        throw new Error('changed my mind')
      }),
    ).rejects.toThrow('changed my mind')
    await appendAudit(chain.db, entry(101))
    expect(await verifyAudit(chain.db)).toMatchObject({ intact: true, entries: 41n })
  })

  test('the hash does not depend on the zone of the session that wrote it', async () => {
    for (const zone of ['America/New_York', 'Asia/Kathmandu'])
      await onServer(
        `${chain.url}?options=${encodeURIComponent(`-c timezone=${zone}`)}`,
        `INSERT INTO "AuditEntry" (at, actor, action, subject, detail) VALUES ('2026-03-08T07:30:00.4567Z', 'z', 'z', 'z', '{}')`,
      )
    expect(await verifyAudit(chain.db)).toMatchObject({ intact: true, entries: 43n })
  })

  test.each([
    [
      'altered',
      7n,
      `UPDATE "AuditEntry" SET actor = 'nobody' WHERE seq = 7`,
      `UPDATE "AuditEntry" SET actor = 'tester' WHERE seq = 7`,
    ],
    [
      'altered',
      9n,
      `UPDATE "AuditEntry" SET at = at + interval '1 ms' WHERE seq = 9`,
      `UPDATE "AuditEntry" SET at = at - interval '1 ms' WHERE seq = 9`,
    ],
    [
      'altered',
      12n,
      `UPDATE "AuditEntry" SET detail = detail || '{"n": 99}', subject = 'kept:' || (detail->>'n') WHERE seq = 12`,
      `UPDATE "AuditEntry" SET detail = detail || jsonb_build_object('n', split_part(subject, ':', 2)::int), subject = 'note:' || split_part(subject, ':', 2) WHERE seq = 12`,
    ],
    [
      'missing',
      15n,
      `UPDATE "AuditEntry" SET seq = 1015 WHERE seq = 15`,
      `UPDATE "AuditEntry" SET seq = 15 WHERE seq = 1015`,
    ],
  ])('an entry %s behind the triggers is named: %s', async (reason, brokenAt, harm, repair) => {
    await asIntruder(harm)
    expect(await verifyAudit(chain.db)).toEqual({ intact: false, brokenAt, reason })
    await asIntruder(repair)
    expect(await verifyAudit(chain.db)).toMatchObject({ intact: true })
  })

  test('an entry rewritten together with its own hash breaks the link of the next one', async () => {
    await asIntruder(`CREATE TABLE kept AS SELECT * FROM "AuditEntry" WHERE seq = 20`)
    await asIntruder(`DELETE FROM "AuditEntry" WHERE seq >= 20 AND seq < 21`)
    await asIntruder(
      `INSERT INTO "AuditEntry" SELECT seq, at, actor, action, subject, detail, "prevHash",
         sm3(convert_to(netstring('sm3') || netstring(seq::text) || netstring("prevHash")
           || netstring(to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
           || netstring('forger') || netstring(action) || netstring(subject) || netstring(detail::text), 'UTF8')), algorithm
       FROM kept`,
    )
    await asIntruder(`UPDATE "AuditEntry" SET actor = 'forger' WHERE seq = 20`)
    expect(await verifyAudit(chain.db)).toEqual({ intact: false, brokenAt: 21n, reason: 'unlinked' })
    await asIntruder(`DELETE FROM "AuditEntry" WHERE seq = 20`)
    await asIntruder(`INSERT INTO "AuditEntry" SELECT * FROM kept`)
    expect(await verifyAudit(chain.db)).toMatchObject({ intact: true })
  })

  test('an end cut off shows only against a head noted before', async () => {
    const noted = await verifyAudit(chain.db)
    if (!noted.intact || !noted.head) throw new Error('the chain should be intact here')
    await asIntruder(`DELETE FROM "AuditEntry" WHERE seq = ${noted.head.seq}`)
    expect(await verifyAudit(chain.db)).toMatchObject({ intact: true })
    expect(await verifyAudit(chain.db, noted.head)).toEqual({
      intact: false,
      brokenAt: noted.head.seq,
      reason: 'cut-off',
    })
  })
})
