import { expect, test } from 'vitest'
import { scanEvidence } from './scan-evidence'

const file = (text: string) => ({ fileName: 'f', mediaType: 'image/png', content: new TextEncoder().encode(text) })
// grep stands in for a scanner turned round: it ends with 1 where the word is missing, with 0 where it is found.
const SCANNER = 'grep -q clean'

test('without a scanner nothing is scanned', async () => {
  expect(await scanEvidence([file('anything')], undefined)).toBeNull()
  expect(await scanEvidence([file('anything')], '  ')).toBeNull()
})

test('each file is given to it on standard input, and one that must not be kept keeps all out', async () => {
  expect(await scanEvidence([file('clean'), file('also clean')], SCANNER)).toBeNull()
  expect(await scanEvidence([file('clean'), file('a virus')], SCANNER)).toBe('evidence-infected')
})

test('a scanner that is not there, fails or hangs lets nothing through', async () => {
  expect(await scanEvidence([file('clean')], '/nowhere/scanner')).toBe('scan-failed')
  expect(await scanEvidence([file('clean')], 'grep --no-such-option')).toBe('scan-failed')
  expect(await scanEvidence([file('clean')], 'sleep 60', 50)).toBe('scan-failed')
})
