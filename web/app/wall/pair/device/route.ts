import { pairDisplay } from '@cockpit/db/displays/pair-display'
import { z } from 'zod'
import { Attempts } from '../../../../server/displays/attempts'
import { deviceCookie } from '../../../../server/displays/device-cookie'
import { ports } from '../../../../server/ports'
import { isForeign } from '../../../../server/session/origin'
import { isOversized } from '../../../../server/session/oversized'

const Body = z.strictObject({ code: z.string().min(8).max(16) })

// A code has 36 bits and lives a quarter of an hour: thirty guesses a minute are hopeless, and no typist needs more.
const attempts = new Attempts(30, 60_000)

/** Takes the administrator's code and hands the device its cookie. */
export async function POST(request: Request): Promise<Response> {
  if (isForeign(request)) return Response.json({ reason: 'foreign-origin' }, { status: 403 })
  if (isOversized(request, 1024)) return Response.json({ reason: 'bad-code' }, { status: 413 })
  const now = new Date()
  if (!attempts.take(now.getTime())) return Response.json({ reason: 'too-many' }, { status: 429 })
  const body = Body.safeParse(await request.json().catch(() => null))
  if (!body.success) return Response.json({ reason: 'bad-code' }, { status: 400 })
  const paired = await pairDisplay(ports().db, body.data, now)
  if (!paired.ok) return Response.json({ reason: paired.refusal }, { status: 404 })
  const secure = request.headers.get('x-forwarded-proto') === 'https' || new URL(request.url).protocol === 'https:'
  return Response.json({ id: paired.id }, { headers: { 'set-cookie': deviceCookie(paired.token, secure) } })
}
