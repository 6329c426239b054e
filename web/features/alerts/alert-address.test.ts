import { AreaCode } from '@cockpit/domain/ids'
import { expect, test } from 'vitest'
import { type AlertAddress, alertFilter, alertsHref, readAlertAddress } from './alert-address'

const read = (href: string) => readAlertAddress(new URL(href, 'http://x').searchParams)
const usual = read('/alerts')

test('the bare address shows what somebody still owes something, and writes itself bare', () => {
  expect(usual).toMatchObject({ view: 'list', states: ['open', 'dispatched'], levels: [], resting: false })
  expect(alertsHref(usual)).toBe('/alerts')
})

test('what is written is read again', () => {
  const addresses: AlertAddress[] = [
    { ...usual, states: [] },
    { ...usual, states: ['inhibited', 'merged'], levels: ['I', 'IV'], view: 'map' },
    { ...usual, area: AreaCode.parse('330100'), rule: 'r.a', incident: 'r.a|x y@330100', text: '药占比 & 50%' },
    { ...usual, resting: true, view: 'incidents' },
  ]
  for (const address of addresses) expect(read(alertsHref(address))).toEqual(address)
})

test('words nobody knows are left out', () => {
  expect(read('/alerts?v=x&s=gone,open&l=V,II&t=abc&z=2')).toEqual({ ...usual, states: ['open'], levels: ['II'] })
})

test('the question leaves out what is not narrowed', () => {
  expect(alertFilter({ ...usual, states: [], text: '  ' })).toEqual({ snoozed: 'hide' })
  expect(alertFilter({ ...usual, resting: true })).toEqual({ states: ['open', 'dispatched'], snoozed: 'only' })
})
