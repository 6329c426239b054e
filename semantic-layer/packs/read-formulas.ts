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

/** What every model file may import. */
const SHARED = 'cube-shape.js'
const IMPORT = /^import\s[\s\S]*?\sfrom\s+['"][^'"]+['"];?$/gm
const MILLISECONDS = 1000

/**
 * The measures of a model with their SQL, which Cube's own `/v1/meta` does not tell. A file is run by itself, with the shared shape and nothing else
 * of ours in reach.
 * @throws Error naming the file that cannot be run so
 */
export function readFormulas(models: readonly ModelText[]): Formula[] {
  const shared = models.find(({ fileName }) => fileName === SHARED)?.content.replace(/^export /gm, '') ?? ''
  return models
    .filter(({ fileName }) => fileName.endsWith('.cube.js'))
    .flatMap(({ fileName, content }) => {
      const found: Formula[] = []
      const cube = (name: string, about: CubeText) => found.push(...formulasOf(name, about))
      try {
        const context = createContext({ cube, CUBE: named('CUBE') })
        new Script(`${shared}\n${content.replace(IMPORT, '')}`).runInContext(context, { timeout: MILLISECONDS })
      } catch (cause) {
        throw new Error(`${fileName} cannot be read by itself: ${cause instanceof Error ? cause.message : cause}`, {
          cause,
        })
      }
      return found
    })
}

interface CubeText {
  readonly sql?: unknown
  readonly measures?: Readonly<Record<string, { sql?: unknown; type?: string; meta?: Record<string, unknown> }>>
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

/** Stands for a cube: its members are `{member}`, itself `{CUBE}`. */
function named(name: string): unknown {
  return new Proxy(() => name, {
    get: (_, member) => (typeof member === 'symbol' || member === 'toString' ? () => `{${name}}` : `{${member}}`),
  })
}
