import fs from 'node:fs'
import path from 'node:path'
import { parseSync } from 'oxc-parser'

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

function* filesBelow(root: string, folder: string): Generator<string> {
  for (const entry of fs.readdirSync(path.join(root, folder), { withFileTypes: true })) {
    if (SKIPPED.has(entry.name)) continue
    const below = `${folder}/${entry.name}`
    if (entry.isDirectory()) yield* filesBelow(root, below)
    else if (entry.isFile() && CODE.test(entry.name) && !entry.name.endsWith('.d.ts')) yield below
  }
}

/** @throws Error when the text is not a module: a file that cannot be read must not pass as one without imports */
export function parseSource(file: string, text: string): SourceFile {
  const { module, program, errors } = parseSync(file, text)
  if (errors.length > 0) throw new Error(`${file} cannot be parsed: ${errors[0]?.message}`)
  const imports: Import[] = []
  for (const { moduleRequest, entries } of module.staticImports)
    imports.push({ specifier: moduleRequest.value, typeOnly: entries.length > 0 && entries.every((one) => one.isType) })
  for (const { entries } of module.staticExports)
    for (const { moduleRequest, isType } of entries)
      if (moduleRequest) imports.push({ specifier: moduleRequest.value, typeOnly: isType })
  for (const { moduleRequest } of module.dynamicImports) {
    const literal = /^['"`](.*)['"`]$/s.exec(text.slice(moduleRequest.start, moduleRequest.end))
    if (literal?.[1]) imports.push({ specifier: literal[1], typeOnly: false })
  }
  return {
    file,
    lines: text.split('\n').length,
    imports,
    client: program.body.some((node) => 'directive' in node && node.directive === 'use client'),
    program,
  }
}
