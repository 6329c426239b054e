import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from '@playwright/test'
import { ROOT } from './stack/address'

/** A path that only exists at run time, read by the tracing as a pattern, once brought every source and earlier builds along. */
test('the built web carries no source of ours', () => {
  const dist = path.join(ROOT, 'web/dist')
  const built = path.join(dist, fs.readFileSync(path.join(dist, 'current'), 'utf8').trim())
  const ours = fs
    .readdirSync(built, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !file.split(path.sep).includes('node_modules'))
  expect(ours).toEqual([])
})
