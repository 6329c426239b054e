import { LiveMessage } from '../../../features/live/live-message'
import { callerFrom } from '../../../server/caller'
import { concerns, LIVE_TOPICS } from '../../../server/live/audience'
import { ports } from '../../../server/ports'

export const dynamic = 'force-dynamic'

const BEAT_MS = 15_000

/**
 * Server-sent events for an open screen: what changed, by id and version, never a number. A `Last-Event-ID` needs no replay,
 * because a screen that was away asks everything again when it is back (`useLive`); the id only tells it that time went on.
 * The caller is identified anew at every heartbeat, so a revoked session or display goes quiet within 15 seconds.
 */
export async function GET(request: Request): Promise<Response> {
  const opened = ports()
  const first = await callerFrom(request.headers, opened)
  if (!first) return Response.json({ error: 'Sign in first.' }, { status: 401 })
  let caller = first
  const bus = await opened.bus()
  const text = new TextEncoder()
  let stop: () => void = () => undefined

  const stream = new ReadableStream<Uint8Array>({
    async start(controller) {
      let over = false
      const send = (block: string) => {
        if (!over) controller.enqueue(text.encode(block))
      }
      const unsubscribe: (() => unknown)[] = []
      const finish = () => {
        if (over) return
        over = true
        clearInterval(beat)
        for (const leave of unsubscribe) leave()
        try {
          controller.close()
        } catch {
          // The browser closed it first.
        }
      }
      const beat = setInterval(() => {
        callerFrom(request.headers, opened).then(
          (again) => {
            if (!again) return finish()
            caller = again
            send(`event: beat\ndata: ${new Date().toISOString()}\n\n`)
          },
          // The database is away: the line stays, the next beat tries again.
          () => send(': waiting\n\n'),
        )
      }, BEAT_MS)
      stop = finish
      request.signal.addEventListener('abort', finish)
      send('retry: 3000\nevent: beat\ndata: open\n\n')
      for (const topic of LIVE_TOPICS)
        unsubscribe.push(
          bus.subscribe(topic, (payload) => {
            const message = LiveMessage.safeParse({ topic, ...payload })
            if (!message.success) return
            concerns(message.data, caller, opened).then(
              (told) => told && send(`id: ${Date.now()}\ndata: ${JSON.stringify(message.data)}\n\n`),
              // Whether it may be told could not be found out: it is not told, and the screen asks again.
              () => send('event: gap\ndata: unknown\n\n'),
            )
          }),
        )
      // Messages may have been lost between the parts of the system: the screen asks everything again.
      unsubscribe.push(bus.onGap(() => send('event: gap\ndata: bus\n\n')))
    },
    cancel: () => stop(),
  })
  return new Response(stream, {
    headers: {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
    },
  })
}
