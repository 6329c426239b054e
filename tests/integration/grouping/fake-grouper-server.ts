import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A request as the fake grouper received it. */
export interface Received {
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

/** Answers one request: the cases it holds, and everything received so far. */
export type FakeAnswer = (cases: readonly FakeCase[], response: ServerResponse, received: readonly Received[]) => void

export interface FakeCase {
  readonly id: number
  readonly diagnoses: readonly string[]
}

export interface FakeGrouperServer {
  readonly url: string
  readonly host: string
  readonly received: readonly Received[]
  answerBy(answer: FakeAnswer): void
  stop(): Promise<void>
}

export const FAKE_VERSION = 'FAKE-1'

/** A grouper that is none: an HTTP server of the tests that answers what a test tells it to. */
export async function startFakeGrouper(first: FakeAnswer): Promise<FakeGrouperServer> {
  const received: Received[] = []
  let answer = first
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const body = Buffer.concat(parts).toString('utf8')
      received.push({ headers: request.headers, body })
      answer((JSON.parse(body) as { cases: FakeCase[] }).cases, response, received)
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    url: `http://${host}/group`,
    host,
    received,
    answerBy(next) {
      answer = next
    },
    stop: () =>
      new Promise((done) => {
        server.close(() => done())
        server.closeAllConnections()
      }),
  }
}

/** What a sound grouper would say: a group named after the diagnosis, none for one that begins with Z. */
export function soundResults(cases: readonly FakeCase[]): object[] {
  return cases.map(({ id, diagnoses: [main = ''] }) =>
    main === '' || main.startsWith('Z')
      ? { id, reason: main === '' ? 'main-diagnosis-missing' : 'main-diagnosis-unfit' }
      : {
          id,
          mdc: main[0],
          adrg: `${main.slice(0, 2)}1`,
          drg: `${main.slice(0, 3)}`,
          name: '假的，测试用',
          weight: 1.5,
          risk_class: 'low',
        },
  )
}

export function say(response: ServerResponse, body: unknown, status = 200): void {
  response.writeHead(status, { 'Content-Type': 'application/json' })
  response.end(typeof body === 'string' ? body : JSON.stringify(body))
}

export const soundly: FakeAnswer = (cases, response) =>
  say(response, { version: FAKE_VERSION, results: soundResults(cases) })
