import { z } from 'zod'
import { ports } from '../../../../server/ports'
import { AttemptsByName, PASSWORD_TRIES } from '../../../../server/session/attempts-by-name'
import { isForeign } from '../../../../server/session/origin'
import { isOversized } from '../../../../server/session/oversized'
import { signIn } from '../../../../server/session/sign-in'

export const dynamic = 'force-dynamic'

// Everything else the library could answer (sign-up, password reset, account changes) is the administrators' business.
const OFFERED = new Set(['POST sign-in/username', 'POST sign-out', 'GET get-session'])

/** Bytes; a name and a password have a few hundred. */
const LONGEST_BODY = 16_384
const Named = z.looseObject({ username: z.string() })
// The library's own limit goes by address, and a client without a proxy before it states its address itself.
const attempts = new AttemptsByName(PASSWORD_TRIES.most, PASSWORD_TRIES.windowMs)

/** The request anew with its body read, or the answer that refuses it. */
async function counted(request: Request): Promise<Request | Response> {
  const body = await request.text()
  // Read as anything but JSON, the library could find another name in it than was counted.
  const json = /^application\/json\b/i.test(request.headers.get('content-type') ?? '')
  const named = Named.safeParse(json ? parsed(body) : null)
  if (!named.success) return Response.json({ error: 'Send username and password as JSON.' }, { status: 400 })
  if (!attempts.take(named.data.username, Date.now()))
    return Response.json({ error: 'Too many tries for this account; wait a minute.' }, { status: 429 })
  return new Request(request.url, { method: 'POST', headers: request.headers, body })
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

async function handle(request: Request, { params }: { params: Promise<{ path: string[] }> }): Promise<Response> {
  const { path } = await params
  if (!OFFERED.has(`${request.method} ${path.join('/')}`))
    return Response.json({ error: 'Not found.' }, { status: 404 })
  if (request.method !== 'GET' && isForeign(request))
    return Response.json({ error: 'This request came from another site and was refused.' }, { status: 403 })
  if (isOversized(request, LONGEST_BODY))
    return Response.json({ error: `Send at most ${LONGEST_BODY} bytes, with their length.` }, { status: 413 })
  const checked = path.at(-1) === 'username' ? await counted(request) : request
  return checked instanceof Response ? checked : signIn(ports()).handler(checked)
}

export { handle as GET, handle as POST }
