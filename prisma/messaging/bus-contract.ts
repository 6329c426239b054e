export type Payload = Readonly<Record<string, unknown>>

export type Listener = (payload: Payload) => void

/** Publish and subscribe between processes. A message is a hint to look again, never the only carrier of a fact. */
export interface Bus {
  readonly kind: 'redis' | 'postgres'
  /** Resolves when the message is handed over. @throws MessageTooLarge, or the connection's error while it is away */
  publish(topic: string, payload: Payload): Promise<void>
  /** Returns what ends the subscription. A listener's error is reported and disturbs no other listener. */
  subscribe(topic: string, listener: Listener): () => void
  /** Called after the connection was lost and is back: messages in between are gone, so look again. */
  onGap(listener: () => void): () => void
  close(): Promise<void>
}

/** A payload of more is refused; PostgreSQL's NOTIFY takes no 8,000 bytes, and Redis is held to the same. */
export const MAX_MESSAGE_BYTES = 7_999

export class MessageTooLarge extends Error {
  constructor(topic: string, bytes: number) {
    super(
      `A message on ${topic} has ${bytes} bytes; at most ${MAX_MESSAGE_BYTES} are carried. Send an id and let the reader look.`,
    )
  }
}
