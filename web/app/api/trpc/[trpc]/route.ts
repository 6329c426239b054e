import { fetchRequestHandler } from '@trpc/server/adapters/fetch'
import { appRouter } from '../../../../server/router'
import { isForeign } from '../../../../server/session/origin'
import { contextOf } from '../../../../server/trpc'

export const dynamic = 'force-dynamic'

function handle(request: Request): Promise<Response> | Response {
  if (request.method !== 'GET' && isForeign(request))
    return Response.json({ error: 'This change came from another site and was refused.' }, { status: 403 })
  return fetchRequestHandler({
    endpoint: '/api/trpc',
    req: request,
    router: appRouter,
    createContext: () => contextOf(request.headers),
    onError: ({ error, path }) => {
      if (error.code === 'INTERNAL_SERVER_ERROR') console.error(`tRPC ${path ?? '?'} failed`, error.cause ?? error)
    },
  })
}

export { handle as GET, handle as POST }
