import path from 'node:path'
import type { SourceFile } from './source-file'

/** Workspace package name -> folder. */
const FOLDERS: Readonly<Record<string, string>> = {
  '@cockpit/domain': 'domain',
  '@cockpit/db': 'prisma',
  '@cockpit/geo': 'geo',
  '@cockpit/semantic-layer': 'semantic-layer',
  '@cockpit/jobs': 'jobs',
  '@cockpit/web': 'web',
  '@cockpit/tests': 'tests',
}

export type Target =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'package'; readonly name: string }

/** Where an import leads: a path inside the project without its ending, or a package from outside (`node:` included). */
export function targetOf(from: string, specifier: string): Target {
  if (specifier.startsWith('.'))
    return { kind: 'file', path: path.posix.normalize(path.posix.join(path.posix.dirname(from), specifier)) }
  const parts = specifier.split('/')
  const name = specifier.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] ?? '')
  const folder = FOLDERS[name]
  if (!folder) return { kind: 'package', name }
  return { kind: 'file', path: [folder, ...parts.slice(2)].join('/') }
}

export function workspaceOf(file: string): string {
  return file.split('/')[0] ?? ''
}

export function isTest(file: string): boolean {
  return file.startsWith('tests/') || /\.(?:test|spec|bench)\.tsx?$/.test(file)
}

/** Finds a source by a path with or without its ending. */
export function fileIndex(sources: readonly SourceFile[]): (target: string) => SourceFile | undefined {
  const byPath = new Map<string, SourceFile>()
  for (const source of sources) {
    byPath.set(source.file, source)
    byPath.set(source.file.replace(/\.(?:tsx?|mjs|js)$/, ''), source)
  }
  return (target) => byPath.get(target)
}
