import fs from 'node:fs'
import path from 'node:path'
import type { SourceFile } from './source-file'

export const LONGEST_SHEET = 350
const SKIPPED = new Set(['node_modules', '.next', 'dist', 'public'])

/** A CSS module: its text, and its place relative to the project. */
export interface Sheet {
  readonly file: string
  readonly text: string
}

/** Every CSS module below a folder. */
export function readSheets(root: string, folder: string): Sheet[] {
  return fs.readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    if (SKIPPED.has(entry.name)) return []
    const file = `${folder}/${entry.name}`
    if (entry.isDirectory()) return readSheets(root, file)
    return entry.name.endsWith('.module.css') ? [{ file, text: fs.readFileSync(path.join(root, file), 'utf8') }] : []
  })
}

export function overlongSheets(sheets: readonly Sheet[]): string[] {
  return sheets
    .map(({ file, text }) => ({ file, lines: text.split('\n').length }))
    .filter(({ lines }) => lines > LONGEST_SHEET)
    .map(({ file, lines }) => `${file} has ${lines} lines`)
}

/** Classes that no component names, classes that are named and do not exist, and names that cannot be followed because they are computed. */
export function strayClasses(sheets: readonly Sheet[], sources: readonly SourceFile[]): string[] {
  const defined = new Map(sheets.map(({ file, text }) => [file, classesIn(text)]))
  const named = new Map<string, Set<string>>(sheets.map(({ file }) => [file, new Set()]))
  const faults: string[] = []
  for (const { file, program } of sources) {
    for (const { local, sheet } of sheetsOf(file, program)) {
      const classes = defined.get(sheet)
      if (!classes) {
        faults.push(`${file} imports ${sheet}, which is not there`)
        continue
      }
      for (const name of namesOf(local, program)) {
        if (name === null) faults.push(`${file} computes the name of a class of ${sheet}`)
        else if (!classes.has(name)) faults.push(`${file} names .${name}, which ${sheet} does not have`)
        else named.get(sheet)?.add(name)
      }
    }
  }
  for (const [sheet, classes] of defined)
    for (const name of classes) if (!named.get(sheet)?.has(name)) faults.push(`${sheet}: nobody names .${name}`)
  return faults
}

/** Classes that the selectors of a sheet speak of; those of the component library, in `:global()`, left out. */
export function classesIn(css: string): Set<string> {
  const bare = css.replace(/\/\*[\s\S]*?\*\//g, '').replace(/"[^"]*"|'[^']*'/g, '')
  const selectors = [...bare.matchAll(/(?<=^|[{};])([^{};]*)\{/g)]
    .map(([, head]) => head?.trim() ?? '')
    .filter((head) => !head.startsWith('@'))
    .map((head) => head.replace(/:global\([^()]*\)/g, ''))
  return new Set(
    selectors.flatMap((head) => [...head.matchAll(/\.([A-Za-z_][\w-]*)/g)].flatMap(([, name]) => name ?? [])),
  )
}

type Node = { readonly type: string; readonly [key: string]: unknown }

function* nodesIn(value: unknown): Generator<Node> {
  if (Array.isArray(value)) {
    for (const one of value) yield* nodesIn(one)
    return
  }
  if (typeof value !== 'object' || value === null || !('type' in value)) return
  yield value as Node
  for (const child of Object.values(value)) yield* nodesIn(child)
}

function* sheetsOf(file: string, program: unknown): Generator<{ local: string; sheet: string }> {
  for (const node of nodesIn(program)) {
    if (node.type !== 'ImportDeclaration') continue
    const specifier = (node.source as { value?: unknown }).value
    if (typeof specifier !== 'string' || !specifier.endsWith('.module.css')) continue
    const sheet = path.posix.join(path.posix.dirname(file), specifier)
    for (const one of node.specifiers as { local: { name: string } }[]) yield { local: one.local.name, sheet }
  }
}

/** What is read of an imported sheet; null for a computed name. */
function* namesOf(local: string, program: unknown): Generator<string | null> {
  for (const node of nodesIn(program)) {
    if (node.type !== 'MemberExpression' || (node.object as Node).type !== 'Identifier') continue
    if ((node.object as Node).name !== local) continue
    yield node.computed === true ? null : String((node.property as Node).name)
  }
}
