import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readAddress, writeAddress } from './address'

const read = (query: string) => readAddress(new URLSearchParams(query))

describe('the address of the cockpit', () => {
  test('an empty query is the default of everything', () => {
    expect(read('')).toEqual({
      area: null,
      facility: null,
      period: null,
      indicator: null,
      compare: 'sameLastYear',
      counties: false,
      tier: null,
      radarTier: null,
      plainMap: false,
      unread: [],
    })
  })

  test('reads area, facility, period, indicator and comparison', () => {
    const address = read('t=330106&f=H330106-01&p=2026-Q3&i=inpatient.dischargeCount&cmp=mom&by=county&map=plain')
    expect(address).toMatchObject({
      area: '330106',
      facility: 'H330106-01',
      compare: 'previous',
      counties: true,
      unread: [],
    })
    expect(address.period).toMatchObject({ from: '2026-07-01', to: '2026-09-30', grain: 'quarter' })
  })

  test('what cannot be read is named and left at its default', () => {
    expect(read('t=33&p=2026-13&i=x&cmp=never')).toMatchObject({
      area: null,
      period: null,
      indicator: null,
      compare: 'sameLastYear',
      unread: ['t', 'p', 'i', 'cmp'],
    })
  })

  test('writing and reading again gives the same address', () => {
    const periods = fc.constantFrom(
      '2026',
      '2026-Q3',
      '2026-10',
      '2026-10-05',
      '2026-01..2026-10',
      '2026-10-05..2026-11-02',
      '',
    )
    const queries = fc.record({
      t: fc.constantFrom('', '330000', '330106'),
      f: fc.constantFrom('', 'H1', 'A-22'),
      p: periods,
      i: fc.constantFrom('', 'inpatient.caseMixIndex'),
      cmp: fc.constantFrom('', 'yoy', 'mom'),
      by: fc.constantFrom('', 'county'),
      rt: fc.constantFrom('', 'secondary'),
      map: fc.constantFrom('', 'plain'),
      tier: fc.constantFrom('', 'secondary'),
    })
    fc.assert(
      fc.property(queries, (query) => {
        const address = readAddress(new URLSearchParams(query))
        expect(readAddress(new URLSearchParams(writeAddress(address)))).toEqual(address)
      }),
    )
  })
})
