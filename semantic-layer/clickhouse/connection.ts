import { open } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { type ClickHouseClient, ClickHouseLogLevel, createClient } from '@clickhouse/client'
import { shownAddress, type WarehouseAddress } from './address'
import { ANSWER_SETTINGS, LOAD_SETTINGS } from './settings'

/** A statement failed in the warehouse, or the warehouse did not answer. */
export class WarehouseError extends Error {
  override readonly name = 'WarehouseError'
  constructor(
    message: string,
    /** ClickHouse's error code; undefined when there was no answer. https://github.com/ClickHouse/ClickHouse, src/Common/ErrorCodes.cpp */
    readonly code: string | undefined,
    options?: ErrorOptions,
  ) {
    super(message, options)
  }
}

/** Milliseconds: a part of ten million rows takes minutes, not hours. */
const PATIENCE = 1_800_000

/** The statements the loader and the checks need, over HTTP. */
export class WarehouseConnection {
  readonly #client: ClickHouseClient

  constructor(readonly address: WarehouseAddress) {
    this.#client = createClient({
      url: address.url,
      username: address.username,
      password: address.password,
      application: 'cockpit',
      request_timeout: PATIENCE,
      max_open_connections: 4,
      // What fails is thrown here, with its message; the client need not print it as well.
      log: { level: ClickHouseLogLevel.OFF },
      clickhouse_settings: { ...ANSWER_SETTINGS, output_format_json_quote_64bit_integers: 1 },
    })
  }

  async rows<T>(query: string): Promise<T[]> {
    return this.#told(async () => {
      const result = await this.#client.query({ query, format: 'JSONEachRow' })
      return result.json<T>()
    })
  }

  async command(query: string, settings: Record<string, string | number> = {}): Promise<void> {
    await this.#told(() => this.#client.command({ query, clickhouse_settings: { wait_end_of_query: 1, ...settings } }))
  }

  /** Rows of a small table of the loader's own, in one block: all of them or none. */
  async insert(table: string, values: readonly Record<string, unknown>[]): Promise<void> {
    if (values.length === 0) return
    await this.#told(() =>
      this.#client.insert({
        table,
        values: [...values],
        format: 'JSONEachRow',
        clickhouse_settings: { async_insert: 0, wait_end_of_query: 1, max_insert_block_size: '10000000' },
      }),
    )
  }

  /**
   * `INSERT ... FORMAT Parquet` with a file as its body.
   * @param seen is handed the bytes that go by
   * @throws WarehouseError; what the file system says of a file that cannot be opened
   */
  async insertFile(statement: string, file: string, seen: (bytes: Buffer) => void): Promise<void> {
    const source = (await open(file)).createReadStream({ highWaterMark: 1 << 20 })
    const values = Readable.from(watched(source, seen), { objectMode: false })
    await this.#told(async () => {
      try {
        const { stream } = await this.#client.exec({
          query: statement,
          values,
          clickhouse_settings: LOAD_SETTINGS,
        })
        for await (const _ of stream);
      } finally {
        values.destroy()
        // Which closes the file, also where nobody has begun to read it.
        source.destroy()
      }
    })
  }

  async close(): Promise<void> {
    await this.#client.close()
  }

  async #told<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work()
    } catch (cause) {
      const code = codeOf(cause)
      const said = cause instanceof Error ? cause.message : String(cause)
      throw new WarehouseError(
        code === undefined
          ? `The warehouse at ${shownAddress(this.address)} does not answer: ${said}`
          : `The warehouse refused (${code}): ${said}`,
        code,
        { cause },
      )
    }
  }
}

/** The same bytes. What goes wrong with their source goes wrong here, and who leaves them leaves it. */
async function* watched(bytes: Readable, seen: (bytes: Buffer) => void): AsyncGenerator<Buffer> {
  for await (const chunk of bytes) {
    seen(chunk)
    yield chunk
  }
}

function codeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined
  // Node's own errors have words for codes (ECONNREFUSED), ClickHouse has numbers.
  return /^\d+$/.test(String(error.code)) ? String(error.code) : undefined
}
