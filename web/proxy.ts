import { type NextRequest, NextResponse } from 'next/server'
import { contentPolicy } from './server/session/security-headers'

/** Gives every page a fresh nonce. Routes under /api are left out: they carry no script, and a proxied upload would be buffered. */
export function proxy(request: NextRequest): NextResponse {
  const nonce = btoa(crypto.randomUUID())
  const policy = contentPolicy({
    nonce,
    dev: process.env.NODE_ENV === 'development',
    mapbox: Boolean(process.env.MAPBOX_TOKEN),
  })
  const headers = new Headers(request.headers)
  headers.set('x-nonce', nonce)
  headers.set('x-address', `${request.nextUrl.pathname}${request.nextUrl.search}`)
  headers.set('content-security-policy', policy)
  const response = NextResponse.next({ request: { headers } })
  response.headers.set('content-security-policy', policy)
  return response
}

export const config = {
  matcher: ['/((?!api/|_next/static|_next/image|favicon.ico|icon.svg|maplibre/|sw.js|manifest.webmanifest).*)'],
}
