import { clearReportFiles } from '@cockpit/db/scheduled-reports/settle-run'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { onServer, type TestDatabase, withDatabase } from './test-database'

const NOW = new Date('2026-11-21T08:00:00Z')
const at = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000)
let scratch: TestDatabase
beforeAll(async () => {
  scratch = await withDatabase()
  await scratch.db.scheduledReport.create({
    data: { id: 'r', owner: 'author', title: '月报', definition: {}, nextDueAt: NOW },
  })
  for (const [n, keptUntil] of [at(-1), at(1)].entries()) {
    const file = { name: 'f.csv', mediaType: 'text/csv', size: 1, sha256: '', content: Uint8Array.of(1), keptUntil }
    await scratch.db.scheduledReportRun.create({
      data: { reportId: 'r', version: 1, dueAt: at(n), recipient: 'one', nextAttemptAt: NOW, file: { create: file } },
    })
  }
})
afterAll(() => scratch.drop())

const left = () => scratch.db.scheduledReportFile.count()
const told = () =>
  scratch.db.auditEntry.findMany({
    where: { action: 'report.clear' },
    select: { detail: true },
    orderBy: { seq: 'asc' },
  })

test('files that were kept long enough go, together with what the audit says of it, or not at all', async () => {
  const forbid = `ALTER TABLE "AuditEntry" ADD CONSTRAINT "shut" CHECK (action <> 'report.clear')`
  await onServer(scratch.adminUrl, forbid)
  await expect(clearReportFiles(scratch.db, NOW)).rejects.toThrow('shut')
  expect(await left()).toBe(2)
  await onServer(scratch.adminUrl, 'ALTER TABLE "AuditEntry" DROP CONSTRAINT "shut"')
  expect(await clearReportFiles(scratch.db, NOW)).toBe(1)
  expect(await clearReportFiles(scratch.db, NOW)).toBe(0)
  expect([await left(), await told()]).toEqual([1, [{ detail: { files: 1 } }]])
})
