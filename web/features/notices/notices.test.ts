import { expect, test } from 'vitest'
import { deskLink } from './desk-link'
import { clockMinute, clockText } from './quiet-clock'

test('a notice leads to the page of its alert or task; what else it leads to stays', () => {
  expect(deskLink('/command?task=0190-ab')).toBe('/tasks/0190-ab')
  expect(deskLink('/command?alert=0190-ab')).toBe('/alerts/0190-ab')
  for (const link of ['/imports', '/command', '/command?task=a&x=//evil.example', '/command?plan=1'])
    expect(deskLink(link)).toBe(link)
})

test('every minute of the day is written and read again; what is no time is none', () => {
  for (let minute = 0; minute < 1440; minute += 1) expect(clockMinute(clockText(minute))).toBe(minute)
  for (const odd of ['24:00', '7:00', '12:60', '', '12:0', '-1:00']) expect(clockMinute(odd)).toBeNull()
})
