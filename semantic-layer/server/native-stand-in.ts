import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)

interface Column {
  readonly members: readonly string[]
  readonly columns: readonly (readonly unknown[])[]
}
interface TransformData {
  readonly aliasToMemberNameMap: Readonly<Record<string, string>>
  /** The form the asker wants: objects, or one array a member. */
  readonly resType?: 'default' | 'compact' | 'columnar'
}
export interface NativeModule {
  setupLogger: unknown
  resetLogger: unknown
  isFallbackBuild: unknown
  registerInterface: unknown
  shutdownInterface: unknown
  getFinalQueryResult: unknown
  getFinalQueryResultMulti: unknown
  rowsToColumnar(rows: unknown): Column
  ResultWrapper: { prototype: { getRawData: unknown } }
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
  'rowsToColumnar',
] as const

/** What the gateway hands over (columns, keyed by SQL alias) in the form that was asked for, keyed by member name. */
export function finalData(transform: TransformData, { members, columns }: Column): object {
  const names = members.map((member) => transform.aliasToMemberNameMap[member] ?? member)
  if (transform.resType === 'columnar') return { members: names, columns }
  const rows = Array.from({ length: columns[0]?.length ?? 0 }, (_, row) =>
    names.map((_name, column) => columns[column]?.[row] ?? null),
  )
  if (transform.resType === 'compact') return { members: names, dataset: rows }
  return rows.map((row) => Object.fromEntries(names.map((name, column) => [name, row[column]])))
}

/**
 * Puts JavaScript in place of the few native functions Cube needs without its SQL API and its native planner. Cube's native
 * module is downloaded from a code host at install, which a closed network does not reach. Call before server-core is loaded.
 * @throws Error when the pinned package no longer has these seams.
 */
export function standInForNative(): void {
  const native = require('@cubejs-backend/native') as NativeModule & Record<string, unknown>
  const missing = SEAMS.filter((name) => typeof native[name] !== 'function')
  const wrapped = typeof native.ResultWrapper?.prototype.getRawData === 'function'
  if (missing.length > 0 || !native.NativeInstance?.prototype || !wrapped)
    throw new Error(
      `@cubejs-backend/native no longer exports ${missing.join(', ') || 'NativeInstance or ResultWrapper.getRawData'}: pin the version of package.json, or adapt semantic-layer/server/native-stand-in.ts.`,
    )
  // The gateway would write the columns as text for the native side to read; here both sides are one.
  const { rowsToColumnar, ResultWrapper } = native
  ResultWrapper.prototype.getRawData = function (this: { jsResult: unknown }) {
    return [rowsToColumnar(this.jsResult)]
  }
  const result = async (transform: TransformData, raw: Column, root: object) =>
    Buffer.from(JSON.stringify({ ...root, data: finalData(transform, raw) }))
  Object.assign(native, {
    setupLogger() {},
    resetLogger() {},
    isFallbackBuild: () => true,
    registerInterface: async () => ({}),
    shutdownInterface: async () => {},
    getFinalQueryResult: result,
    getFinalQueryResultMulti: async (transforms: TransformData[], raws: Column[], root: { results: object[] }) =>
      Buffer.from(
        JSON.stringify({
          ...root,
          results: root.results.map((one, index) => ({
            ...one,
            data: finalData(transforms[index] as TransformData, raws[index] as Column),
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
