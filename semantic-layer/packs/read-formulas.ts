import { createContext, Script } from 'node:vm'

/** A file of the Cube model, as `readModels` gives it. */
export interface ModelText {
  readonly fileName: string
  readonly content: string
}

/** A measure as the model writes it. */
export interface Formula {
  /** `<cube>.<measure>` */
  readonly name: string
  readonly type: string
  /** Its SQL; other measures stand as `{name}`, the cube as `{CUBE}`. */
  readonly sql: string
  /** SQL of the cube's rows. */
  readonly rows: string
  readonly meta: Readonly<Record<string, unknown>>
}

const IMPORT = /^import\s+(\{[^}]*\})\s+from\s+['"]\.\/([^'"]+)['"];?$/gm
const EXPORT = /^export (?=(?:const|function)\s+(\w+))/gm
/** For one that never ends; on a busy machine the others take longer than a second. */
const MILLISECONDS = 60_000

/** A cube as the model writes it. */
export interface CubeText {
  readonly sql?: unknown
  readonly meta?: Readonly<Record<string, unknown>>
  readonly measures?: Readonly<Record<string, { sql?: unknown; type?: string; meta?: Record<string, unknown> }>>
  readonly pre_aggregations?: Readonly<Record<string, { measures?: unknown; dimensions?: unknown }>>
}

/**
 * The cubes of a model by name, with what Cube's own `/v1/meta` does not tell. A file is run by itself, with what the model's files share and
 * nothing else of ours in reach.
 * @throws Error naming the file that cannot be run so
 */
export function readCubes(models: readonly ModelText[]): { readonly name: string; readonly about: CubeText }[] {
  const shared = new Map(models.filter(({ fileName }) => !isCube(fileName)).map((one) => [one.fileName, one.content]))
  return models
    .filter(({ fileName }) => isCube(fileName))
    .flatMap(({ fileName, content }) => {
      const found: { name: string; about: CubeText }[] = []
      const cube = (name: string, about: CubeText) => found.push({ name, about })
      const load = (name: string): unknown => run(name, shared.get(name) ?? missing(name), load, cube)
      try {
        run(fileName, content, load, cube)
      } catch (cause) {
        const why = cause instanceof Error ? cause.message : String(cause)
        throw new Error(`${fileName} cannot be read by itself: ${why}`, { cause })
      }
      return found
    })
}

/** The measures of a model with their SQL. @throws Error naming the file that cannot be run by itself */
export function readFormulas(models: readonly ModelText[]): Formula[] {
  return readCubes(models).flatMap(({ name, about }) => formulasOf(name, about))
}

const isCube = (fileName: string) => fileName.endsWith('.cube.js')

function missing(name: string): never {
  throw new Error(`it imports ${name}, which is not part of the model`)
}

/** Runs a file as a function that returns what it exports; its imports become calls of `load`. */
function run(fileName: string, content: string, load: (name: string) => unknown, cube: unknown): unknown {
  const exported = [...content.matchAll(EXPORT)].map(([, name]) => name).join(', ')
  const body = content
    .replace(IMPORT, (_, names: string, from: string) => `const ${names.replace(/\bas\b/g, ':')} = load('${from}')`)
    .replace(EXPORT, '')
  const script = new Script(`(() => {${body}\nreturn {${exported}}})()`, { filename: fileName })
  return script.runInContext(createContext({ cube, load, CUBE: named('CUBE') }), { timeout: MILLISECONDS })
}

function formulasOf(cube: string, { sql, measures = {} }: CubeText): Formula[] {
  const rows = textOf(sql)
  return Object.entries(measures).map(([name, measure]) => ({
    name: `${cube}.${name}`,
    type: measure.type ?? '',
    sql: textOf(measure.sql),
    rows,
    meta: measure.meta ?? {},
  }))
}

function textOf(sql: unknown): string {
  return typeof sql === 'function' ? String(sql(named('CUBE'))) : typeof sql === 'string' ? sql : ''
}

/** The names that a list of members in the model names. */
export function membersOf(list: unknown): string[] {
  const found: unknown = typeof list === 'function' ? list(named('CUBE')) : list
  return Array.isArray(found) ? found.map((member) => String(member).replace(/[{}]/g, '')) : []
}

/** Stands for a cube: its members are `{member}`, itself `{CUBE}`. */
function named(name: string): unknown {
  return new Proxy(() => name, {
    get: (_, member) => (typeof member === 'symbol' || member === 'toString' ? () => `{${name}}` : `{${member}}`),
  })
}
