import { expect, test } from 'vitest'
import { returnAddress } from './return-address'

test.each([
  ['/command?task=1', '/command?task=1'],
  ['/wall/p1#map', '/wall/p1#map'],
  [undefined, '/'],
  ['https://elsewhere.example', '/'],
  ['//elsewhere.example', '/'],
  ['/\\elsewhere.example', '/'],
  // Browsers drop tabs and line ends from an address: what is left is //elsewhere.example.
  ['/\t/elsewhere.example', '/'],
  ['/\n/elsewhere.example', '/'],
  ['/\r\\elsewhere.example', '/'],
  ['/sign-in?next=/', '/'],
])('after signing in, %j leads to %j', (asked, path) => {
  expect(returnAddress(asked)).toBe(path)
})
