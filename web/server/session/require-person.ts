import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { serverCaller } from '../server-caller'

/** The signed-in person; anybody else is sent to the sign-in page and comes back to the same address afterwards. */
export async function requirePerson() {
  const me = await (await serverCaller()).session.me()
  if (me?.kind === 'person') return me
  const address = (await headers()).get('x-address') ?? '/'
  redirect(`/sign-in?next=${encodeURIComponent(address)}`)
}
