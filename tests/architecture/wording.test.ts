import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'

const root = path.resolve(import.meta.dirname, '../..')
/** Whatever may come onto a screen, into a file or into the demonstration. */
const SPOKEN = ['web', 'semantic-layer', 'jobs', 'prisma', 'geo', 'domain/methods']

/** Lines that speak of CHS-DRG where somebody would read it. */
function claims(read: (file: string) => string, files: readonly string[]): string[] {
  return files.flatMap((file) =>
    read(file)
      .split('\n')
      .flatMap((line, at) => (/CHS[-‐ ]?DRG/i.test(line) ? [`${file}:${at + 1}`] : [])),
  )
}

const MADE = ['node_modules', '.next', 'generated']

function filesIn(folder: string): string[] {
  return readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap((one) => {
    const at = path.join(folder, one.name)
    if (one.isDirectory()) return MADE.includes(one.name) ? [] : filesIn(at)
    return /\.(?:ts|tsx|js|mjs|json|ya?ml)$/.test(one.name) ? [at] : []
  })
}

test('nothing on a screen is called CHS-DRG: the product has no such grouper and no such table', () => {
  const files = SPOKEN.flatMap((folder) => filesIn(folder))
  expect(files.length).toBeGreaterThan(800)
  expect(claims((file) => readFileSync(path.join(root, file), 'utf8'), files)).toEqual([])
})

test('a line that says so is found', () => {
  const said = { 'a.json': '{\n "grouper": "CHS-DRG 2.0" }', 'b.ts': "const x = 'chsdrg'", 'c.ts': 'const drg = 1' }
  expect(claims((file) => said[file as keyof typeof said], Object.keys(said))).toEqual(['a.json:2', 'b.ts:1'])
})
