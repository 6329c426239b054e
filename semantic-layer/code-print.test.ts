import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { codePrint } from './code-print'

test('a changed, added or renamed file of a pack is other code; a test beside it is not', () => {
  const pack = mkdtempSync(join(tmpdir(), 'pack-'))
  try {
    mkdirSync(join(pack, 'own'))
    const file = join(pack, 'own', 'a.cube.js')
    writeFileSync(file, 'one')
    const prints = [codePrint([pack])]
    const change = (does: () => void) => {
      does()
      prints.push(codePrint([pack]))
    }
    change(() => writeFileSync(file, 'two'))
    change(() => writeFileSync(join(pack, 'own', 'rules.ts'), ''))
    change(() => rmSync(file))
    change(() => writeFileSync(join(pack, 'b.cube.js'), 'two'))
    expect(new Set(prints).size).toBe(prints.length)
    const last = prints.at(-1)
    writeFileSync(join(pack, 'own', 'rules.test.ts'), 'test')
    expect(codePrint([pack])).toBe(last)
  } finally {
    rmSync(pack, { recursive: true })
  }
})

test('the same code has the same print, with or without the own packs named', () => {
  expect(codePrint([])).toBe(codePrint([join(import.meta.dirname)]))
})
