import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)

interface Column {
  readonly members: readonly string[]
  readonly columns: readonly (readonly unknown[])[]
}
interface TransformData {
  readonly aliasToMemberNameMap: Readonly<Record<string, string>>
}
export interface NativeModule {
  setupLogger: unknown
  resetLogger: unknown
  isFallbackBuild: unknown
  registerInterface: unknown
  shutdownInterface: unknown
  getFinalQueryResult: unknown
  getFinalQueryResultMulti: unknown
  NativeInstance: { prototype: { newJinjaEngine: unknown } }
}

/** Exports of `@cubejs-backend/native` that the JavaScript paths of Cube call; a new version that drops one must not pass silently. */
export const SEAMS = [
  'setupLogger',
  'resetLogger',
  'isFallbackBuild',
  'registerInterface',
  'shutdownInterface',
  'getFinalQueryResult',
  'getFinalQueryResultMulti',
] as const

/** Rows as the gateway hands them over (columns, keyed by SQL alias) to rows keyed by member name. */
export function finalRows(transform: TransformData, raw: Uint8Array): Record<string, unknown>[] {
  const { members, columns } = JSON.parse(Buffer.from(raw).toString('utf8')) as Column
  const names = members.map((member) => transform.aliasToMemberNameMap[member] ?? member)
  return Array.from({ length: columns[0]?.length ?? 0 }, (_, row) =>
    Object.fromEntries(names.map((name, column) => [name, columns[column]?.[row] ?? null])),
  )
}

/**
 * Puts JavaScript in place of the few native functions Cube needs without its SQL API and its native planner. Cube's native
 * module is downloaded from a code host at install, which a closed network does not reach. Call before server-core is loaded.
 * @throws Error when the pinned package no longer has these seams.
 */
export function standInForNative(): void {
  const native = require('@cubejs-backend/native') as NativeModule & Record<string, unknown>
  const missing = SEAMS.filter((name) => typeof native[name] !== 'function')
  if (missing.length > 0 || !native.NativeInstance?.prototype)
    throw new Error(
      `@cubejs-backend/native no longer exports ${missing.join(', ') || 'NativeInstance'}: pin the version of package.json, or adapt semantic-layer/server/native-stand-in.ts.`,
    )
  const result = async (transform: TransformData, raw: Uint8Array, root: object) =>
    Buffer.from(JSON.stringify({ ...root, data: finalRows(transform, raw) }))
  Object.assign(native, {
    setupLogger() {},
    resetLogger() {},
    isFallbackBuild: () => true,
    registerInterface: async () => ({}),
    shutdownInterface: async () => {},
    getFinalQueryResult: result,
    getFinalQueryResultMulti: async (transforms: TransformData[], raws: Uint8Array[], root: { results: object[] }) =>
      Buffer.from(
        JSON.stringify({
          ...root,
          results: root.results.map((one, index) => ({
            ...one,
            data: finalRows(transforms[index] as TransformData, raws[index] as Uint8Array),
          })),
        }),
      ),
  })
  native.NativeInstance.prototype.newJinjaEngine = () => ({
    renderTemplate() {
      throw new Error('Jinja templates need the native module; write the model in JavaScript.')
    },
  })
}
