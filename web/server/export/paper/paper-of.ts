import { createHash, randomUUID } from 'node:crypto'
import { isIP } from 'node:net'
import { readPass, signPass } from '@cockpit/db/access/paper-pass'
import { logExport } from '@cockpit/db/exports/log-export'
import { mayExportPages } from '@cockpit/domain/access/exporting'
import { Gate } from '@cockpit/semantic-layer/client/gate'
import { type Language, LOCALE_COOKIE, languageOf } from '../../../i18n/locale'
import type { Caller } from '../../caller-contract'
import { problem } from '../../indicators/problem'
import type { Ports } from '../../ports'
import { personNow } from '../../session/identify'
import { PAPER_COOKIE } from '../../session/paper-reader'
import { signInSettings } from '../../session/settings'
import { findChromium } from './find-chromium'
import { paperProblem } from './paper-problem'
import { printPage } from './print-page'

/** A browser takes half a gigabyte: one at a time, and no more than these wait. */
const gate = new Gate(1)
const MOST_WAITING = 4

/** A page to be put on paper, for whom, and by which cookies its browser reads it. */
interface Paper {
  readonly caller: Caller
  readonly asked: string
  readonly cookie: string
  readonly language: Language
  /** The run of a scheduled report that it is made for. */
  readonly run?: string
}

/**
 * Answers `GET /api/export/page`. Who has a grant that reads and may not export is refused, because a page does not tell its numbers apart
 * by grant. Written into the audit before it is handed over.
 */
export async function paperOf(request: Request, caller: Caller | null, ports: Ports): Promise<Response> {
  if (caller?.kind !== 'person') return problem(request, 'signed-out')
  const cookie = request.headers.get('cookie') ?? ''
  const language = languageOf(/(?:^|;\s*)cockpit-locale=([\w-]+)/.exec(cookie)?.[1] ?? 'zh-CN')
  const asked = new URL(request.url).searchParams.get('path') ?? ''
  return putOnPaper(request, { caller, asked, cookie: onPaper(cookie), language }, ports)
}

/**
 * The same for a recipient of a scheduled report, asked by the jobs with a pass: under the recipient's grants of this moment, and only while
 * its run waits to be made.
 */
export async function paperForRun(request: Request, token: string, ports: Ports): Promise<Response> {
  const { secret } = signInSettings(process.env)
  const now = new Date()
  const pass = readPass(token, 'ask', secret, now)
  const run =
    pass &&
    (await ports.db.scheduledReportRun.findFirst({ where: { id: pass.run, recipient: pass.person, state: 'queued' } }))
  const caller = run && (await personNow(pass.person, ports))
  if (!caller) return problem(request, 'signed-out')
  const { locale } = await ports.db.user.findUniqueOrThrow({ where: { id: caller.id } })
  const { person, path } = pass
  const own = signPass({ use: 'paper', person, run: run.id, path }, secret, now)
  const cookie = onPaper(`${PAPER_COOKIE}=${own}; ${LOCALE_COOKIE}=${locale}`)
  return putOnPaper(request, { caller, asked: path, cookie, language: languageOf(locale), run: run.id }, ports)
}

async function putOnPaper(request: Request, { caller, asked, cookie, language, run }: Paper, ports: Ports) {
  if (!mayExportPages(caller.grants)) return problem(request, 'export-not-permitted')
  const path = paperPath(asked)
  if (!path) return paperProblem(request, 'bad-page')
  const chromium = await findChromium(process.env)
  if (!chromium) return paperProblem(request, 'browser-missing')
  if (gate.waiting >= MOST_WAITING) return paperProblem(request, 'busy')
  const stamp = { id: randomUUID(), by: caller.name, at: new Date(), language }
  const page = { origin: ownOrigin(process.env), path, cookie, stamp }
  const printed = await gate.pass(() => printPage(chromium, page, request.signal), request.signal)
  if (!printed.ok) {
    if (printed.reason === 'browser-failed') console.error('The browser did not finish a PDF', printed.cause)
    return paperProblem(request, printed.reason)
  }
  const { versions, demo, title } = printed.report
  await logExport(ports.db, {
    id: stamp.id,
    person: caller.id,
    kind: 'page',
    format: 'pdf',
    question: path,
    rows: null,
    sha256: createHash('sha256').update(printed.pdf).digest('hex'),
    at: stamp.at,
    more: { dataVersion: versions.join(', '), demo, ...(run ? { run } : {}) },
  })
  const name = `${demo ? '演示数据-' : ''}${title.replace(/[\\/:*?"<>|]/g, '_')}.pdf`
  return new Response(printed.pdf, {
    headers: {
      'content-type': 'application/pdf',
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
      'cache-control': 'private, no-store',
      'x-cockpit-demo': String(demo),
      'x-cockpit-export': stamp.id,
      'x-cockpit-data': versions.join(', '),
    },
  })
}

/**
 * The address of a page here, asked for paper: the map without WebGL, whose canvas paper does not take. Null for what is no page: another
 * origin, the interfaces, a file.
 */
export function paperPath(asked: string): string | null {
  if (!asked.startsWith('/') || asked.length > 4000) return null
  const here = 'http://here.invalid'
  const url = URL.canParse(asked, here) ? new URL(asked, here) : null
  if (!url || url.origin !== here) return null
  if (/^\/(?:api|_next|sign-in|wall|maplibre)(?:\/|$)/i.test(decodedPath(url)) || url.pathname.includes('.'))
    return null
  url.searchParams.set('map', 'plain')
  return url.pathname + url.search
}

function decodedPath({ pathname }: URL): string {
  try {
    return decodeURIComponent(pathname)
  } catch {
    return '/api'
  }
}

/** Paper is white: the theme of the screen stays on the screen. */
function onPaper(cookie: string): string {
  const others = cookie.split(/;\s*/).filter((one) => one !== '' && !one.startsWith('cockpit-theme='))
  return [...others, 'cockpit-theme=light'].join('; ')
}

/** Where this server answers to itself, whatever stands before it. */
export function ownOrigin(env: Readonly<Record<string, string | undefined>>): string {
  const { HOSTNAME: host = '', PORT: port = '3000' } = env
  const version = isIP(host)
  const everywhere = version === 0 || host === '0.0.0.0' || host === '::'
  return `http://${everywhere ? '127.0.0.1' : version === 6 ? `[${host}]` : host}:${port}`
}
