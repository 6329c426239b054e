import { z } from 'zod'
import type { PaperReport } from '../../../features/export/paper-report'
import { type Browser, openBrowser } from './devtools'
import { footerHtml, headerHtml, type PaperStamp, watermarkScript } from './paper-frame'

export interface PageToPrint {
  /** Where this server answers to itself. */
  readonly origin: string
  /** Path and query, as in the reader's address bar. */
  readonly path: string
  /** The reader's cookies: the page is made under the reader's own session. */
  readonly cookie: string
  readonly stamp: PaperStamp
}

export type Printed =
  | { readonly ok: true; readonly pdf: Uint8Array<ArrayBuffer>; readonly report: PaperReport }
  /** `unsettled`: not all of it was there in time. `failed`: a part of it could not be shown. `refused`: the page is none for paper. */
  | {
      readonly ok: false
      readonly reason: 'unsettled' | 'failed' | 'refused' | 'browser-failed'
      readonly cause?: string
    }

/** A page that has not come to rest by then is not printed, and what is not printed by the second has failed. Milliseconds. */
const PATIENCE = 60_000
const LONGEST = 90_000
const LOOK_EVERY = 250
/** Looks in a row at which everything must stand. */
const QUIET_LOOKS = 4

/** A4 across: 281 mm between the margins, at 96 px an inch and the scale below. */
const SCALE = 0.72
const WIDTH = Math.floor((((297 - 16) / 25.4) * 96) / SCALE)

const Report = z.object({
  state: z.enum(['loading', 'settled', 'failed', 'refused']),
  title: z.string(),
  subject: z.string(),
  versions: z.array(z.string()),
  demo: z.boolean(),
  through: z.string().nullable(),
})

/**
 * Puts a page on paper in a browser of its own, under the reader's session: whole, or not at all. The page itself says when all of it
 * stands (`window.cockpitPaper`); nothing but this server is reached while it is made.
 */
export async function printPage(executable: string, page: PageToPrint, signal: AbortSignal): Promise<Printed> {
  let browser: Browser | undefined
  const late = AbortSignal.timeout(LONGEST)
  const stop = () => void browser?.close()
  late.addEventListener('abort', stop, { once: true })
  try {
    browser = await openBrowser(executable)
    signal.addEventListener('abort', stop, { once: true })
    signal.throwIfAborted()
    return await printIn(browser, page)
  } catch (error) {
    signal.throwIfAborted()
    if (late.aborted) return { ok: false, reason: 'unsettled' }
    return { ok: false, reason: 'browser-failed', cause: error instanceof Error ? error.message : String(error) }
  } finally {
    signal.removeEventListener('abort', stop)
    late.removeEventListener('abort', stop)
    await browser?.close()
  }
}

async function printIn(browser: Browser, { origin, path, cookie, stamp }: PageToPrint): Promise<Printed> {
  const { targetId } = await browser.send('Target.createTarget', { url: 'about:blank' })
  const { sessionId } = await browser.send('Target.attachToTarget', { targetId, flatten: true })
  const session = z.string().parse(sessionId)
  const send = (method: string, params: Record<string, unknown> = {}) => browser.send(method, params, session)
  const evaluate = async (expression: string) => {
    const { result } = await send('Runtime.evaluate', { expression, returnByValue: true })
    return z.object({ value: z.unknown().optional() }).parse(result).value
  }
  letOnlyOurs(browser, session, origin, cookie)
  await send('Fetch.enable', { patterns: [{ urlPattern: '*', requestStage: 'Request' }] })
  await send('Emulation.setDeviceMetricsOverride', { width: WIDTH, height: 960, deviceScaleFactor: 1, mobile: false })
  await send('Emulation.setEmulatedMedia', {
    media: 'print',
    features: [{ name: 'prefers-reduced-motion', value: 'reduce' }],
  })
  await send('Page.enable')
  const until = Date.now() + PATIENCE
  const { errorText } = await send('Page.navigate', { url: `${origin}${path}` })
  if (errorText) throw new Error(`This server did not answer itself at ${origin}: ${String(errorText)}`)

  let quiet = 0
  let report: PaperReport | undefined
  while (quiet < QUIET_LOOKS) {
    if (Date.now() > until) return { ok: false, reason: 'unsettled' }
    await new Promise((done) => setTimeout(done, LOOK_EVERY))
    const parsed = Report.safeParse(await evaluate('window.cockpitPaper?.()').catch(() => undefined))
    report = parsed.data
    if (report?.state === 'refused') return { ok: false, reason: 'refused' }
    quiet = report && report.state !== 'loading' ? quiet + 1 : 0
  }
  if (!report || report.state === 'failed') return { ok: false, reason: 'failed' }
  await evaluate(watermarkScript(stamp))
  const { data } = await send('Page.printToPDF', {
    landscape: true,
    printBackground: true,
    scale: SCALE,
    paperWidth: 210 / 25.4,
    paperHeight: 297 / 25.4,
    marginTop: 15 / 25.4,
    marginBottom: 12 / 25.4,
    marginLeft: 8 / 25.4,
    marginRight: 8 / 25.4,
    displayHeaderFooter: true,
    headerTemplate: headerHtml(report, stamp),
    footerTemplate: footerHtml(report, stamp),
    preferCSSPageSize: false,
  })
  // What failed while it was being made is not left out of the paper in silence.
  const after = Report.safeParse(await evaluate('window.cockpitPaper?.()'))
  if (after.data?.state === 'failed') return { ok: false, reason: 'failed' }
  return { ok: true, pdf: new Uint8Array(Buffer.from(z.string().parse(data), 'base64')), report }
}

const Paused = z.object({
  requestId: z.string(),
  request: z.object({ url: z.string(), headers: z.record(z.string(), z.string()) }),
})

/** Requests go to this server alone, with the reader's cookies; whatever else a page asks for fails. */
function letOnlyOurs(browser: Browser, session: string, origin: string, cookie: string): void {
  browser.on((method, params, of) => {
    if (method !== 'Fetch.requestPaused' || of !== session) return
    const { requestId, request } = Paused.parse(params)
    const ours = request.url === origin || request.url.startsWith(`${origin}/`)
    const inline = request.url.startsWith('data:') || request.url.startsWith('blob:')
    const headers = Object.entries({ ...request.headers, ...(ours ? { Cookie: cookie } : {}) })
    const answer = ours
      ? browser.send(
          'Fetch.continueRequest',
          { requestId, headers: headers.map(([name, value]) => ({ name, value })) },
          session,
        )
      : inline
        ? browser.send('Fetch.continueRequest', { requestId }, session)
        : browser.send('Fetch.failRequest', { requestId, errorReason: 'BlockedByClient' }, session)
    // A request that its page has given up cannot be continued; the page tells of itself what it lacks.
    answer.catch(() => undefined)
  })
}
