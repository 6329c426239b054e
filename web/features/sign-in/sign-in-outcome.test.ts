import { describe, expect, test } from 'vitest'
import { returnAddress } from './return-address'
import { signInProblem } from './sign-in-outcome'

describe('what a refused sign-in is called', () => {
  test.each([
    [200, undefined, null],
    [401, 'INVALID_USERNAME_OR_PASSWORD', 'wrong'],
    [422, 'USERNAME_TOO_SHORT', 'wrong'],
    [403, 'ACCOUNT_DISABLED', 'disabled'],
    [403, 'DEMO_ACCOUNT_REFUSED', 'demoRefused'],
    [429, undefined, 'tooMany'],
    [500, undefined, 'failed'],
  ])('status %s with %s is %s', (status, code, problem) => {
    expect(signInProblem(status, code)).toBe(problem)
  })
})

describe('the address to return to stays on this site', () => {
  test.each([
    ['/alerts?level=I', '/alerts?level=I'],
    ['//evil.example', '/'],
    ['/\\evil.example', '/'],
    ['https://evil.example', '/'],
    ['/sign-in?next=/', '/'],
    ['', '/'],
    [null, '/'],
  ])('%s -> %s', (asked, expected) => {
    expect(returnAddress(asked)).toBe(expected)
  })
})
