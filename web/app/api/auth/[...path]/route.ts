import { ports } from '../../../../server/ports'
import { isForeign } from '../../../../server/session/origin'
import { signIn } from '../../../../server/session/sign-in'

export const dynamic = 'force-dynamic'

// Everything else the library could answer (sign-up, password reset, account changes) is the administrators' business.
const OFFERED = new Set(['POST sign-in/username', 'POST sign-out', 'GET get-session'])

async function handle(request: Request, { params }: { params: Promise<{ path: string[] }> }): Promise<Response> {
  const { path } = await params
  if (!OFFERED.has(`${request.method} ${path.join('/')}`))
    return Response.json({ error: 'Not found.' }, { status: 404 })
  if (request.method !== 'GET' && isForeign(request))
    return Response.json({ error: 'This request came from another site and was refused.' }, { status: 403 })
  return signIn(ports()).handler(request)
}

export { handle as GET, handle as POST }
