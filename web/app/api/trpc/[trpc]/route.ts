import { fetchRequestHandler } from '@trpc/server/adapters/fetch'
import { appRouter } from '../../../../server/router'
import { isForeign } from '../../../../server/session/origin'
import { isOversized } from '../../../../server/session/oversized'
import { pageContextOf } from '../../../../server/trpc'

export const dynamic = 'force-dynamic'

/** Bytes; the longest instruction with its notes is far below it. */
const LONGEST_BODY = 1_000_000

function handle(request: Request): Promise<Response> | Response {
  if (request.method !== 'GET' && isForeign(request))
    return Response.json({ error: 'This change came from another site and was refused.' }, { status: 403 })
  if (isOversized(request, LONGEST_BODY))
    return Response.json({ error: `Send at most ${LONGEST_BODY} bytes, with their length.` }, { status: 413 })
  return fetchRequestHandler({
    endpoint: '/api/trpc',
    // Twice what a screen sends at once (`Queries`): a thousand questions in one address are no screen's.
    maxBatchSize: 40,
    req: request,
    router: appRouter,
    createContext: () => pageContextOf(request.headers),
    onError: ({ error, path }) => {
      // Who gave up is told nothing, and nothing failed.
      if (request.signal.aborted) return
      if (error.code === 'INTERNAL_SERVER_ERROR') console.error(`tRPC ${path ?? '?'} failed`, error.cause ?? error)
    },
  })
}

export { handle as GET, handle as POST }
