import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { hashSources } from './source-hash.mjs'

let root: string
const write = (file: string, text: string) => {
  fs.mkdirSync(path.dirname(path.join(root, file)), { recursive: true })
  fs.writeFileSync(path.join(root, file), text)
}
const hash = () => hashSources(root, ['web', 'package-lock.json'])

beforeEach(() => {
  root = fs.mkdtempSync(path.join(os.tmpdir(), 'source-hash-'))
  write('web/app/page.tsx', 'one')
})
afterEach(() => fs.rmSync(root, { recursive: true }))

test.each(['web/app/page.tsx', 'web/public/logo.svg', 'package-lock.json', 'web/new.ts'])(
  'a change of %s makes the build stale',
  (file) => {
    const before = hash()
    write(file, 'two')
    expect(hash()).not.toBe(before)
  },
)

test.each([
  'web/public/maplibre/worker.mjs',
  'web/next-env.d.ts',
  'web/.next/x.js',
  'web/dist/x/server.js',
  'web/app/page.test.ts',
])('what a build or a test leaves as %s does not', (file) => {
  const before = hash()
  write(file, 'two')
  expect(hash()).toBe(before)
})
