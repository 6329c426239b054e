import { z } from 'zod'
import { type Listener, MAX_MESSAGE_BYTES, MessageTooLarge, type Payload } from './bus-contract'

const Message = z.tuple([z.string(), z.record(z.string(), z.unknown())])

/** The subscriptions of one process: what both kinds of bus have in common. */
export class FanOut {
  readonly #listeners = new Map<string, Set<Listener>>()
  readonly #gaps = new Set<() => void>()

  constructor(private readonly report: (problem: string) => void) {}

  subscribe(topic: string, listener: Listener): () => void {
    const listeners = this.#listeners.get(topic) ?? new Set()
    this.#listeners.set(topic, listeners)
    // Wrapped, so that the same function may be subscribed twice.
    const own: Listener = (payload) => listener(payload)
    listeners.add(own)
    return () => listeners.delete(own)
  }

  onGap(listener: () => void): () => void {
    const own = () => listener()
    this.#gaps.add(own)
    return () => this.#gaps.delete(own)
  }

  /** A message as it came over the wire. */
  receive(text: string): void {
    let message: z.infer<typeof Message>
    try {
      message = Message.parse(JSON.parse(text))
    } catch {
      this.report(`A message that is not ours came over the bus and was dropped: ${text.slice(0, 80)}`)
      return
    }
    const [topic, payload] = message
    for (const listener of this.#listeners.get(topic) ?? []) this.#call(topic, () => listener(payload))
  }

  gap(): void {
    for (const listener of this.#gaps) this.#call('gap', listener)
  }

  #call(topic: string, listener: () => void): void {
    try {
      listener()
    } catch (error) {
      this.report(`A listener of ${topic} failed: ${error instanceof Error ? (error.stack ?? error.message) : error}`)
    }
  }
}

/** The text that goes over the wire. @throws MessageTooLarge */
export function encode(topic: string, payload: Payload): string {
  const text = JSON.stringify([topic, payload])
  const bytes = Buffer.byteLength(text)
  if (bytes > MAX_MESSAGE_BYTES) throw new MessageTooLarge(topic, bytes)
  return text
}
