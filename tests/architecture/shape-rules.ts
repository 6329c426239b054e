import { isTest, workspaceOf } from './resolve-import'
import type { SourceFile } from './source-file'

export const LONGEST_FILE = 350
const NAMELESS = new Set(['utils', 'util', 'common', 'lib', 'libs', 'helpers', 'helper', 'misc', 'shared'])

/** Folders that name no idea. */
export function namelessFolders(sources: readonly SourceFile[]): string[] {
  return sources
    .map(({ file }) => file)
    .filter((file) =>
      file
        .split('/')
        .slice(0, -1)
        .some((part) => NAMELESS.has(part)),
    )
}

export function overlongFiles(sources: readonly SourceFile[]): string[] {
  return sources.filter(({ lines }) => lines > LONGEST_FILE).map(({ file, lines }) => `${file} has ${lines} lines`)
}

/** Reads of the clock, of chance or of the environment inside the domain: these come in as arguments. */
export function hiddenInputs(sources: readonly SourceFile[]): string[] {
  return sources
    .filter(({ file }) => workspaceOf(file) === 'domain' && !isTest(file))
    .flatMap(({ file, program }) => [...hiddenInputsIn(program)].map((what) => `${file} uses ${what}`))
}

const FORBIDDEN = new Set(['Math.random', 'Date.now', 'performance.now', 'process.env', 'crypto.randomUUID'])

type Node = { readonly type: string; readonly [key: string]: unknown }

function* hiddenInputsIn(value: unknown): Generator<string> {
  if (Array.isArray(value)) {
    for (const one of value) yield* hiddenInputsIn(one)
    return
  }
  if (!isNode(value)) return
  if (value.type === 'MemberExpression' && isNode(value.object) && isNode(value.property)) {
    const name = `${value.object.name}.${value.property.name}`
    if (FORBIDDEN.has(name)) yield name
  }
  const bare = Array.isArray(value.arguments) && value.arguments.length === 0
  if (bare && value.type === 'NewExpression' && isNode(value.callee) && value.callee.name === 'Date') yield 'new Date()'
  for (const child of Object.values(value)) yield* hiddenInputsIn(child)
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value
}
