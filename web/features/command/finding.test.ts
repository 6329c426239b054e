import { expect, it } from 'vitest'
import { findingSentence } from './finding'

const DRUG_SHARE = { name: '药占比', unit: '', format: 'percent', digits: 1 } as const

it('writes value and limit in the way of the indicator', () =>
  expect(
    findingSentence({ value: 0.4123, limit: 0.3, months: 3, period: '2026-10', indicator: DRUG_SHARE }, 'zh-CN'),
  ).toEqual({
    says: 'beyond',
    values: { name: '药占比', value: '41.2%', limit: '30.0%', months: 3, period: '2026-10' },
  }))
it('a month never reported is said to be missing, not 0', () =>
  expect(findingSentence({ value: null, limit: 2, months: 2, period: '2026-10' }, 'en')).toEqual({
    says: 'silent',
    values: { months: 2, period: '2026-10' },
  }))
it('0 is a value', () =>
  expect(findingSentence({ value: 0, limit: 1, months: 1, period: '2026-10' }, 'en')).toMatchObject({ says: 'beyond' }))
it('without numbers it only says that something was found', () =>
  expect(findingSentence({ value: undefined, limit: undefined, months: undefined, period: '2026-10' }, 'en').says).toBe(
    'found',
  ))
