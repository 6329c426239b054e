import { type AddressInfo, createServer, type Socket } from 'node:net'

export interface TestMailServer {
  readonly port: number
  /** Mails taken, headers and body as they came. */
  readonly taken: string[]
  /** Answers to the next mails instead of taking them: `451 later`, or `drop` to take one and hang up before saying so. */
  readonly answers: string[]
  stop(): Promise<void>
}

/** An SMTP server that speaks as much of RFC 5321 as a client needs. */
export async function startMailServer(): Promise<TestMailServer> {
  const taken: string[] = []
  const answers: string[] = []
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => socket.destroy())
    const say = (line: string) => socket.write(`${line}\r\n`)
    let waiting = ''
    let data: string | null = null
    say('220 mail.test ESMTP')
    socket.setEncoding('utf8').on('data', (chunk: string) => {
      waiting += chunk
      for (;;) {
        const end = waiting.indexOf('\r\n')
        if (end < 0) return
        const line = waiting.slice(0, end)
        waiting = waiting.slice(end + 2)
        if (data === null) {
          const verb = line.slice(0, 4).toUpperCase()
          if (verb === 'EHLO' || verb === 'HELO') say('250 mail.test')
          else if (verb === 'DATA') {
            say('354 go on')
            data = ''
          } else if (verb === 'QUIT') socket.end('221 bye\r\n')
          else say('250 ok')
        } else if (line === '.') {
          const answer = answers.shift()
          if (answer === undefined || answer === 'drop') taken.push(data)
          data = null
          if (answer === 'drop') socket.destroy()
          else say(answer ?? '250 taken')
        } else data += `${line}\n`
      }
    })
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  return {
    port: (server.address() as AddressInfo).port,
    taken,
    answers,
    stop: () =>
      new Promise((gone) => {
        for (const socket of sockets) socket.destroy()
        server.close(() => gone())
      }),
  }
}
