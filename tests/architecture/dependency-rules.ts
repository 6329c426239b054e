import { fileIndex, isTest, targetOf, workspaceOf } from './resolve-import'
import type { SourceFile } from './source-file'

/** Who may stand on whom (docs/architecture.md). What is not written here is not allowed. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  domain: [],
  prisma: ['domain'],
  geo: ['domain', 'prisma'],
  'semantic-layer': ['domain'],
  jobs: ['domain', 'prisma', 'geo', 'semantic-layer'],
  web: ['domain', 'prisma', 'geo', 'semantic-layer'],
}

/** Imports against the direction of the layers, `tests` and `jobs` <-> `web` among them. Tests beside the code obey too. */
export function wrongDirection(sources: readonly SourceFile[]): string[] {
  const found: string[] = []
  for (const { file, imports } of sources) {
    const own = workspaceOf(file)
    const allowed = MAY_IMPORT[own]
    if (!allowed) continue
    for (const { specifier } of imports) {
      const target = targetOf(file, specifier)
      if (target.kind !== 'file') continue
      const other = workspaceOf(target.path)
      if (other !== own && !allowed.includes(other)) found.push(`${file} imports ${specifier}`)
    }
  }
  return found
}

const DOMAIN_PACKAGES = new Set(['zod'])

/** The domain is rules alone: no package but the one that states its types. */
export function impureDomainImports(sources: readonly SourceFile[]): string[] {
  return sources
    .filter(({ file }) => workspaceOf(file) === 'domain' && !isTest(file))
    .flatMap(({ file, imports }) =>
      imports
        .map(({ specifier }) => ({ specifier, target: targetOf(file, specifier) }))
        .filter(({ target }) => target.kind === 'package' && !DOMAIN_PACKAGES.has(target.name))
        .map(({ specifier }) => `${file} imports ${specifier}`),
    )
}

/** Circles of workspaces, named by their members; type imports count, since they bind the builds as well. */
export function workspaceCycles(sources: readonly SourceFile[]): string[] {
  const edges = new Map<string, Set<string>>()
  for (const { file, imports } of sources) {
    const own = workspaceOf(file)
    for (const { specifier } of imports) {
      const target = targetOf(file, specifier)
      if (target.kind !== 'file' || workspaceOf(target.path) === own) continue
      const list = edges.get(own) ?? new Set()
      edges.set(own, list.add(workspaceOf(target.path)))
    }
  }
  const found = new Set<string>()
  const walk = (at: string, path: readonly string[]) => {
    const start = path.indexOf(at)
    if (start >= 0) {
      found.add([...path.slice(start)].sort().join(' <-> '))
      return
    }
    for (const next of edges.get(at) ?? []) walk(next, [...path, at])
  }
  for (const start of edges.keys()) walk(start, [])
  return [...found]
}

/** Circles of files within a workspace, type imports among them: who reads one file of such a circle must read them all. */
export function fileCycles(sources: readonly SourceFile[]): string[] {
  const find = fileIndex(sources)
  const order = new Map<string, number>()
  const lowest = new Map<string, number>()
  const open: string[] = []
  const found: string[] = []
  // Tarjan's strongly connected components (SIAM J. Comput. 1, 1972).
  const walk = (source: SourceFile) => {
    const { file } = source
    order.set(file, order.size)
    lowest.set(file, order.size - 1)
    open.push(file)
    for (const { specifier } of source.imports) {
      const target = targetOf(file, specifier)
      const next = target.kind === 'file' ? find(target.path) : undefined
      if (!next || next.file === file) continue
      if (!order.has(next.file)) walk(next)
      if (open.includes(next.file)) lowest.set(file, Math.min(lowest.get(file) ?? 0, lowest.get(next.file) ?? 0))
    }
    if (lowest.get(file) !== order.get(file)) return
    const circle = open.splice(open.indexOf(file))
    if (circle.length > 1) found.push(circle.sort().join(' <-> '))
  }
  for (const source of sources) if (!order.has(source.file)) walk(source)
  return found
}

const SERVER_PACKAGES = new Set(['pg', 'ioredis', 'bullmq', 'better-auth', 'next-intl/server', '@trpc/server'])
const isNode = (name: string) => name.startsWith('node:') || ['fs', 'path', 'crypto', 'os', 'net'].includes(name)

/**
 * What a browser would load: every file marked 'use client' and all it imports as code. None of it may be server code. Of
 * the web's own server it may name types, which leave nothing behind; of the other workspaces not even these.
 */
export function serverCodeInClient(sources: readonly SourceFile[]): string[] {
  const find = fileIndex(sources)
  const found = new Set<string>()
  const seen = new Set<SourceFile>()
  const queue = sources.filter(({ file, client }) => client && workspaceOf(file) === 'web' && !isTest(file))
  for (let source = queue.pop(); source; source = queue.pop()) {
    if (seen.has(source)) continue
    seen.add(source)
    for (const { specifier, typeOnly } of source.imports) {
      const target = targetOf(source.file, specifier)
      const line = `${source.file} imports ${specifier}`
      if (target.kind === 'package') {
        if (!typeOnly && (isNode(target.name) || SERVER_PACKAGES.has(target.name))) found.add(line)
        continue
      }
      const workspace = workspaceOf(target.path)
      const ownServer = target.path.startsWith('web/server/')
      const foreign = !['web', 'domain', 'geo'].includes(workspace)
      if (foreign || (ownServer && !typeOnly)) found.add(line)
      const next = find(target.path)
      if (next && !typeOnly && !ownServer && !foreign) queue.push(next)
    }
  }
  return [...found]
}
