import { expect, test } from 'vitest'
import { casesHref, readCasesAddress } from './cases-address'

const read = (href: string) => readCasesAddress(new URL(href, 'http://here').searchParams)

test('a link to a list is read back to the same', () => {
  const to = {
    indicator: 'inpatient.mortality',
    list: 'all',
    department: '',
    doctor: 'k_3~',
    drg: 'AA11',
    order: 'cost',
  } as const
  expect(read(casesHref({ territory: '330000', facility: 'F1', period: '2026-10', ...to }))).toEqual(to)
  expect(casesHref({ territory: '330000', period: '2026-10', order: 'dischargedOn' })).toBe('/cases?t=330000&p=2026-10')
})

test('without a list an indicator leads to the pages it counts; without both it is the sentinel list', () => {
  expect(read('/cases?i=inpatient.mortality').list).toBe('died')
  expect(read('/cases?i=inpatient.averageStay').list).toBe('all')
  expect(read('/cases?i=outpatient.visits').list).toBe('all')
  expect(read('/cases')).toMatchObject({ list: 'lowRiskDeath', department: null })
  expect(read('/cases?list=everything&o=name')).toMatchObject({ list: 'lowRiskDeath', order: 'dischargedOn' })
})
