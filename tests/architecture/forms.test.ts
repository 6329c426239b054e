import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { filesBelow } from './source-file'

const root = path.resolve(import.meta.dirname, '../..')
const read = (file: string) => fs.readFileSync(path.join(root, file), 'utf8')

/** Forms that a browser would send by GET: what was typed, a password too, would stand in the address. */
const leaking = (text: string) =>
  (text.match(/<form(?=[\s>])[^>]*?>/g) ?? []).filter((tag) => !/\smethod="post"/.test(tag))

test('a form sent before its page has come to life keeps what was typed out of the address', () => {
  const files = ['web/app', 'web/features'].flatMap((folder) => [...filesBelow(root, folder)])
  const forms = files.filter((file) => /<form[\s>]/.test(read(file)))
  expect(forms.length).toBeGreaterThan(10)
  expect(forms.filter((file) => leaking(read(file)).length > 0)).toEqual([])
  expect(leaking('<form onSubmit={send}>')).toHaveLength(1)
})
