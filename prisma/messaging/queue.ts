import { createHash } from 'node:crypto'
import { Queue as BullQueue, createPostgresBackend, type Job, runMigrations, Worker, withBackend } from 'bullmq'
import pg from 'pg'
import { addressOf, connectRedis, onceAnOutage } from './redis'

export interface Work<Data> {
  readonly name: string
  readonly data: Data
  /** 1 at the first try. */
  readonly attempt: number
}

/** Work to be done once, by whichever process is free; tried again with growing waits when it fails. */
export interface Queue<Data> {
  readonly kind: 'redis' | 'postgres'
  /**
   * Adds work. The same key again, within a day of its being done, adds nothing.
   * @throws when the backend is away: nothing was taken
   */
  add(name: string, data: Data, options: { readonly key: string }): Promise<void>
  /** Does the work of this queue in this process, from now until `close`. */
  work(handler: (work: Work<Data>) => Promise<void>, options?: { readonly concurrency?: number }): Promise<void>
  /** Waits for the work under way, then lets go. */
  close(): Promise<void>
}

export interface QueueOptions<Data> {
  readonly databaseUrl: string
  readonly redisUrl?: string | undefined
  /** Checks what comes out of the queue: another version of the program may have put it in. Its error fails the work. */
  readonly parse: (data: unknown) => Data
  readonly report?: (problem: string) => void
}

const SCHEMA = 'bullmq'
const DAY = 86_400
const JOB_OPTIONS = {
  attempts: 5,
  backoff: { type: 'exponential', delay: 1_000 },
  removeOnComplete: { age: DAY, count: 10_000 },
  removeOnFail: { age: 14 * DAY, count: 10_000 },
}

/** BullMQ over Redis when there is one, else over PostgreSQL. @throws when the backend cannot be reached */
export async function openQueue<Data>(name: string, options: QueueOptions<Data>): Promise<Queue<Data>> {
  const report = options.report ?? console.error
  const backend = options.redisUrl
    ? await redisBackend(name, options.redisUrl, report)
    : await postgresBackend(name, options.databaseUrl, report)
  const outage = onceAnOutage(report)
  const onError = (error: Error) => outage.ill(`The queue ${name}: ${error.message}`)
  backend.queue.on('error', onError)
  try {
    // BullMQ asks its backend for the version once. A queue whose answer was lost would refuse every `add` for as long as it lives.
    await backend.queue.waitUntilReady()
  } catch (error) {
    await backend.release()
    throw error
  }
  const workers: Consumer[] = []
  return {
    kind: backend.kind,
    async add(title, data, { key }) {
      // BullMQ refuses ids with a colon and ids that are whole numbers; a hash is neither.
      const jobId = `key-${createHash('sha256').update(key).digest('hex')}`
      await backend.queue.add(title, data, { ...JOB_OPTIONS, jobId })
      outage.well()
    },
    async work(handler, { concurrency = 1 } = {}) {
      const worker = backend.worker(
        (job) => handler({ name: job.name, data: options.parse(job.data), attempt: job.attemptsMade + 1 }),
        concurrency,
      )
      worker.on('error', onError)
      workers.push(worker)
      await worker.waitUntilReady()
    },
    async close() {
      await Promise.all(workers.map((worker) => worker.close()))
      await backend.queue.close()
      await backend.release()
    },
  }
}

type Process = (job: Pick<Job<unknown>, 'name' | 'data' | 'attemptsMade'>) => Promise<void>

/** What this module uses of BullMQ's classes, whose types differ by backend. */
interface Consumer {
  on(event: 'error', listener: (error: Error) => void): unknown
  waitUntilReady(): Promise<unknown>
  close(): Promise<void>
}

interface Backend {
  readonly kind: 'redis' | 'postgres'
  readonly queue: {
    add(name: string, data: unknown, options: typeof JOB_OPTIONS & { jobId: string }): Promise<unknown>
    on(event: 'error', listener: (error: Error) => void): unknown
    waitUntilReady(): Promise<unknown>
    close(): Promise<void>
  }
  worker(process: Process, concurrency: number): Consumer
  release(): Promise<void>
}

async function redisBackend(name: string, url: string, report: (problem: string) => void): Promise<Backend> {
  // A command whose connection breaks twice is forgotten by the driver; without a limit its caller would wait for ever.
  const producer = connectRedis(url, report, { commandTimeout: 10_000 })
  await producer.connect()
  // A waiting worker blocks in one command for ever, so it must not give up on it.
  const consumer = connectRedis(url, report, { maxRetriesPerRequest: null, enableOfflineQueue: true })
  return {
    kind: 'redis',
    queue: new BullQueue<unknown>(name, { connection: producer, skipWaitingForReady: true }),
    worker: (process, concurrency) => new Worker<unknown>(name, process, { connection: consumer, concurrency }),
    async release() {
      producer.disconnect()
      consumer.disconnect()
    },
  }
}

async function postgresBackend(name: string, url: string, report: (problem: string) => void): Promise<Backend> {
  // The pool is ours because BullMQ can load the driver by itself only from CommonJS.
  const pool = new pg.Pool({
    connectionString: url,
    options: `-c search_path=${SCHEMA}`,
    max: 8,
    keepAlive: true,
    connectionTimeoutMillis: 5_000,
  })
  const outage = onceAnOutage(report)
  pool.on('error', (error) => outage.ill(`The queue ${name} on ${addressOf(url)}: ${error.message}`))
  const session = await pool.connect()
  try {
    await runMigrations(session, SCHEMA)
  } finally {
    session.release()
  }
  const classes = withBackend(createPostgresBackend)
  return {
    kind: 'postgres',
    queue: new classes.Queue<unknown>(name, { connection: pool }),
    worker: (process, concurrency) => new classes.Worker<unknown>(name, process, { connection: pool, concurrency }),
    release: () => pool.end(),
  }
}
