import { setTimeout as sleep } from 'node:timers/promises'

/** Someone at a screen who sends an act again, under the same key, until it is answered: what the product's own pages do. */
export class Patient {
  #cookie = ''

  constructor(
    private readonly web: string,
    private readonly username: string,
    private readonly password: string,
  ) {}

  /** @throws what the web says of an act that it understood and refuses, or after five minutes without an answer */
  async act(procedure: string, input: object): Promise<void> {
    const deadline = Date.now() + 300_000
    let last: unknown
    while (Date.now() < deadline) {
      try {
        if (this.#cookie === '') await this.#signIn()
        const response = await this.#post(`/api/trpc/${procedure}`, { json: input })
        if (response.ok) return
        last = `${response.status} ${await response.text()}`
        if (response.status === 401) this.#cookie = ''
        // Anything below is the web's own word about the act; above it, it or what it needs was away.
        else if (response.status < 500 && response.status !== 429) throw new Refused(String(last))
      } catch (error) {
        if (error instanceof Refused) throw error
        last = error
      }
      await sleep(200)
    }
    throw new Error(`${procedure} was not answered for five minutes`, { cause: last })
  }

  async #signIn(): Promise<void> {
    const response = await this.#post('/api/auth/sign-in/username', {
      username: this.username,
      password: this.password,
    })
    if (!response.ok) throw new Error(`sign-in: ${response.status} ${await response.text()}`)
    this.#cookie = response.headers
      .getSetCookie()
      .map((cookie) => cookie.split(';')[0])
      .join('; ')
  }

  #post(path: string, body: object): Promise<Response> {
    return fetch(this.web + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: this.web, cookie: this.#cookie },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(20_000),
    })
  }
}

class Refused extends Error {
  override readonly name = 'Refused'
}
