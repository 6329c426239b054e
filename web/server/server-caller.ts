import { headers } from 'next/headers'
import { cache } from 'react'
import { appRouter } from './router'
import { pageContextOf } from './trpc'

/** The routers, called by a page in its own request under the same authority as from the browser. One identification a request. */
export const serverCaller = cache(async () => appRouter.createCaller(await pageContextOf(await headers())))
