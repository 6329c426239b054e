import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'

type Messages = { [key: string]: string | Messages }

const folder = import.meta.dirname
const filesOf = (locale: string) => readdirSync(join(folder, locale)).filter((file) => file.endsWith('.json'))
const read = (locale: string, file: string): Messages => JSON.parse(readFileSync(join(folder, locale, file), 'utf8'))

function flatten(messages: Messages, at = ''): Map<string, string> {
  return new Map(
    Object.entries(messages).flatMap(([key, value]): [string, string][] =>
      typeof value === 'string' ? [[`${at}${key}`, value]] : [...flatten(value, `${at}${key}.`)],
    ),
  )
}
/** The words between which a value chooses are no values. */
const chosen = (text: string) => text.replace(/\{(\w+), select,(?:\s*\w+ \{[^{}]*\})+\}/g, '{$1}')
const valuesIn = (text: string) => [...chosen(text).matchAll(/\{(\w+)/g)].map(([, name]) => name).sort()

test('both languages have the same files', () => {
  expect(filesOf('en')).toEqual(filesOf('zh-CN'))
})

describe.each(filesOf('zh-CN'))('%s', (file) => {
  const zh = flatten(read('zh-CN', file))
  const en = flatten(read('en', file))

  test('has the same keys in both languages', () => {
    expect([...en.keys()].sort()).toEqual([...zh.keys()].sort())
  })
  test('takes the same values in both languages, and no text is empty in both', () => {
    for (const [key, text] of zh) {
      expect(valuesIn(en.get(key) ?? ''), key).toEqual(valuesIn(text))
      // A word that one language does not need may be empty in it.
      expect(text.trim() || en.get(key)?.trim(), key).toBeTruthy()
    }
  })
})
