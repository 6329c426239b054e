import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { compileFunction } from 'node:vm'

export const CONFIGURATION_FILE = join(import.meta.dirname, '..', 'cube.js')

/** What `cube.js` exports, as far as this process passes it on. */
export interface CubeConfiguration {
  readonly [option: string]: unknown
  readonly queryRewrite: (
    query: Record<string, unknown>,
    context: { securityContext: unknown },
  ) => Record<string, unknown>
  readonly contextToApiScopes: (securityContext: unknown) => string[]
}

/** Loads `cube.js` as CommonJS, the way the official image does, though this workspace is made of ES modules. */
export function loadConfiguration(file = CONFIGURATION_FILE): CubeConfiguration {
  const module: { exports: unknown } = { exports: {} }
  compileFunction(readFileSync(file, 'utf8'), ['module', 'exports', 'require'], { filename: file })(
    module,
    module.exports,
    createRequire(file),
  )
  return module.exports as CubeConfiguration
}
