/** Where the warehouse of a cluster is, from `WAREHOUSE_URL` and `WAREHOUSE_CLUSTER`. */
export interface WarehouseAddress {
  /** Origin without credentials, `http://host:8123`. */
  readonly url: string
  readonly username: string
  readonly password: string
  readonly database: string
  /** Name under which the servers know the cluster: tables are then replicated and made on every host of it. */
  readonly cluster: string | null
}

/** What stands in the environment cannot be used; the message says which variable and what to write. */
export class WarehouseAddressError extends Error {
  override readonly name = 'WarehouseAddressError'
}

const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/
const FORM = 'http://user:password@host:8123/database'

/**
 * @returns null when `WAREHOUSE_URL` is unset: the warehouse is then DuckDB over the lake
 * @throws WarehouseAddressError
 */
export function warehouseAddress(env: Readonly<Record<string, string | undefined>>): WarehouseAddress | null {
  const text = env.WAREHOUSE_URL
  if (!text) return null
  const problem = (what: string) =>
    new WarehouseAddressError(
      `WAREHOUSE_URL ${what}; write ${FORM}, or https. / WAREHOUSE_URL 无法使用，应写作 ${FORM}。`,
    )
  if (!URL.canParse(text)) throw problem('is not an address')
  const { protocol, origin, username, password, pathname, search } = new URL(text)
  if (protocol !== 'http:' && protocol !== 'https:') throw problem('must start with http:// or https://')
  if (search !== '') throw problem('takes nothing after a question mark')
  const database = decodeURIComponent(pathname.slice(1))
  if (!NAME.test(database)) throw problem('must end in a database whose name has only letters, digits and _')
  const cluster = env.WAREHOUSE_CLUSTER || null
  if (cluster !== null && !NAME.test(cluster))
    throw new WarehouseAddressError(
      'WAREHOUSE_CLUSTER must be a name of letters, digits and _, as in remote_servers of the servers’ configuration.',
    )
  return {
    url: origin,
    username: decodeURIComponent(username) || 'default',
    password: decodeURIComponent(password),
    database,
    cluster,
  }
}

/** For messages and logs: the address without its password. */
export function shownAddress({ url, username, database }: WarehouseAddress): string {
  return `${url.replace('://', `://${encodeURIComponent(username)}@`)}/${database}`
}
