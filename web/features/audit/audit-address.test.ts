import { expect, test } from 'vitest'
import { auditFilter, auditHref, readAuditAddress } from './audit-address'

const read = (href: string) => readAuditAddress(new URL(href, 'http://x').searchParams)

test('what is written is read again', () => {
  const address = { actor: '演示', action: 'alert.', subject: 'alert:1', from: '2026-02-28', until: '2026-03-01' }
  expect(read(auditHref(address))).toEqual(address)
  expect(auditHref(read('/audit'))).toBe('/audit')
})

test('a day is whole, on the clock of UTC+8', () => {
  const { from, until } = auditFilter(read('/audit?from=2026-11-22&until=2026-11-22'))
  expect([from?.toISOString(), until?.toISOString()]).toEqual(['2026-11-21T16:00:00.000Z', '2026-11-22T16:00:00.000Z'])
})

test('what is no day is none', () => {
  for (const odd of ['2026-02-31', '2026-13-01', 'today', '20261122'])
    expect(auditFilter(read(`/audit?from=${odd}`))).toEqual({})
})
