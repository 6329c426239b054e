import { mayExportPages } from '@cockpit/domain/access/exporting'
import { expect, test } from 'vitest'
import { findChromium } from './find-chromium'
import { ownOrigin, paperPath } from './paper-of'

test('only pages of this server are put on paper, with the map that paper takes', () => {
  expect(paperPath('/?t=330000&p=2026-10')).toBe('/?t=330000&p=2026-10&map=plain')
  expect(paperPath('/quality/facility/F1')).toBe('/quality/facility/F1?map=plain')
  for (const bad of [
    '',
    'quality',
    '//evil.example/',
    '/\\evil.example/',
    'http://evil.example/',
    '/api/indicators?format=csv',
    '/%61pi/indicators',
    '/wall/one',
    '/sign-in',
    '/_next/static/x',
    '/favicon.ico',
    `/${'a'.repeat(5000)}`,
    '/%zz',
  ])
    expect([bad, paperPath(bad)]).toEqual([bad, null])
})

test('the server asks itself at its own address', () => {
  expect(ownOrigin({ PORT: '3100' })).toBe('http://127.0.0.1:3100')
  expect(ownOrigin({ PORT: '3100', HOSTNAME: '0.0.0.0' })).toBe('http://127.0.0.1:3100')
  expect(ownOrigin({ PORT: '3100', HOSTNAME: 'box' })).toBe('http://127.0.0.1:3100')
  expect(ownOrigin({ PORT: '3100', HOSTNAME: '10.1.2.3' })).toBe('http://10.1.2.3:3100')
  expect(ownOrigin({ HOSTNAME: 'fd00::1' })).toBe('http://[fd00::1]:3000')
})

test('a browser that was named and is not there is not replaced by another', async () => {
  expect(await findChromium({ COCKPIT_CHROMIUM: '/nowhere/chromium' })).toBeNull()
  expect(await findChromium({ COCKPIT_CHROMIUM: process.execPath })).toBe(process.execPath)
})

test('a page leaves only when each of the grants that read may export', () => {
  const grant = (role: 'leader' | 'supervisor' | 'commander' | 'securityAdmin' | 'institution') => ({
    role,
    territory: { kind: 'facilities' as const, ids: [] },
    sensitivity: 'case' as const,
  })
  expect(mayExportPages([grant('supervisor'), grant('leader')])).toBe(true)
  expect(mayExportPages([grant('supervisor'), grant('commander')])).toBe(false)
  expect(mayExportPages([grant('institution')])).toBe(false)
  expect(mayExportPages([])).toBe(false)
})
