import fs from 'node:fs'
import path from 'node:path'
import { type ParserPlugin, parse } from '@babel/parser'

export interface Import {
  readonly specifier: string
  /** Erased by the compiler: it brings no code along. */
  readonly typeOnly: boolean
}

export interface SourceFile {
  /** Relative to the project, forward slashes. */
  readonly file: string
  readonly lines: number
  readonly imports: readonly Import[]
  /** Starts with 'use client': the browser loads it and all it imports. */
  readonly client: boolean
  readonly program: unknown
}

const SKIPPED = new Set(['node_modules', 'generated', '.next', '.turbo', 'dist', 'public', 'artefacts', '.git', 'data'])
const CODE = /\.(?:ts|tsx|mjs|js)$/

/** Every code file of the workspaces, parsed; generated and built ones left out. */
export function readSources(root: string, folders: readonly string[]): SourceFile[] {
  return folders
    .flatMap((folder) => [...filesBelow(root, folder)])
    .map((file) => {
      return parseSource(file, fs.readFileSync(path.join(root, file), 'utf8'))
    })
}

/** Code files below a folder, relative to the project. */
export function* filesBelow(root: string, folder: string): Generator<string> {
  for (const entry of fs.readdirSync(path.join(root, folder), { withFileTypes: true })) {
    if (SKIPPED.has(entry.name)) continue
    const below = `${folder}/${entry.name}`
    if (entry.isDirectory()) yield* filesBelow(root, below)
    else if (entry.isFile() && CODE.test(entry.name) && !entry.name.endsWith('.d.ts')) yield below
  }
}

/** @throws SyntaxError when the text is not a module: a file that cannot be read must not pass as one without imports */
export function parseSource(file: string, text: string): SourceFile {
  const jsx: ParserPlugin[] = file.endsWith('.ts') ? [] : ['jsx']
  const { program } = parse(text, {
    sourceFilename: file,
    sourceType: 'module',
    createImportExpressions: true,
    plugins: ['typescript', 'estree', ...jsx],
  })
  return {
    file,
    lines: text.split('\n').length,
    imports: [...importsIn(program)],
    client: program.body.some((node) => 'directive' in node && node.directive === 'use client'),
    program,
  }
}

function* importsIn(node: unknown): Generator<Import> {
  if (Array.isArray(node)) {
    for (const one of node) yield* importsIn(one)
    return
  }
  if (typeof node !== 'object' || node === null) return
  const { type, source, specifiers, importKind, exportKind } = node as Record<string, unknown>
  if (typeof type === 'string' && BRINGS_IN.has(type)) {
    const specifier = literal(source)
    if (specifier !== undefined) {
      const named = Array.isArray(specifiers) ? (specifiers as { importKind?: string; exportKind?: string }[]) : []
      const allTypes = named.length > 0 && named.every((one) => one.importKind === 'type' || one.exportKind === 'type')
      yield { specifier, typeOnly: importKind === 'type' || exportKind === 'type' || allTypes }
    }
  }
  for (const value of Object.values(node)) yield* importsIn(value)
}

const BRINGS_IN = new Set(['ImportDeclaration', 'ExportNamedDeclaration', 'ExportAllDeclaration', 'ImportExpression'])

function literal(source: unknown): string | undefined {
  if (typeof source !== 'object' || source === null || !('value' in source)) return undefined
  return typeof source.value === 'string' ? source.value : undefined
}
