import { createHash } from 'node:crypto'
import { signPass } from '@cockpit/db/access/paper-pass'
import type { RunOutcome } from '@cockpit/db/scheduled-reports/settle-run'
import { formatPeriod, type Period } from '@cockpit/domain/period/period'
import type { ReportContent } from '@cockpit/domain/scheduled-report/definition'
import { pageAt } from '@cockpit/domain/scheduled-report/report-page'
import { z } from 'zod'
import type { MadeReport } from './made-report'
import type { OwnPlace } from './make-table'

/** Where pages are put on paper: the web, and the secret its passes are signed with. */
export interface PaperShop {
  readonly url: string
  readonly secret: string
}

/** Longer than a page takes with those that wait before it. Milliseconds. */
const PATIENCE = 200_000
/** Answers that another attempt would meet again: the page, the recipient or the installation does not allow it. */
const FOR_GOOD: readonly number[] = [400, 401, 403, 404, 422, 501]

const Problem = z.object({ reason: z.string() })

/**
 * A page on paper as its recipient sees it at this moment, made by the web. One place only: a page that is about each recipient's own place
 * is refused to who has several.
 */
export async function makePage(
  content: ReportContent & { readonly kind: 'page' },
  period: Period,
  { run, person, places }: { readonly run: string; readonly person: string; readonly places: readonly OwnPlace[] },
  { shop, now }: { readonly shop: PaperShop | null; readonly now: Date },
): Promise<MadeReport | Exclude<RunOutcome, { kind: 'made' }>> {
  if (!shop) return { kind: 'refused', reason: 'paper-unset' }
  const [place, ...others] = places
  if (content.place === 'own' && !place) return { kind: 'refused', reason: 'not-permitted' }
  if (content.place === 'own' && others.length > 0) return { kind: 'refused', reason: 'several-places' }
  const path = pageAt(content.path, period, content.place === 'own' ? (place ?? null) : null)
  if (!path) return { kind: 'refused', reason: 'page-no-own-place' }
  const pass = signPass({ use: 'ask', person, run, path }, shop.secret, now)
  try {
    const response = await fetch(new URL('/api/export/page', shop.url), {
      headers: { authorization: `Bearer ${pass}` },
      redirect: 'error',
      signal: AbortSignal.timeout(PATIENCE),
    })
    if (!response.ok) {
      const { reason } = Problem.safeParse(await response.json().catch(() => null)).data ?? { reason: 'failed' }
      return { kind: FOR_GOOD.includes(response.status) ? 'refused' : 'again', reason }
    }
    const file = new Uint8Array(await response.arrayBuffer())
    const said = (name: string) => response.headers.get(name) ?? ''
    return {
      kind: 'report',
      content: file,
      extension: 'pdf',
      mediaType: 'application/pdf',
      sha256: createHash('sha256').update(file).digest('hex'),
      facts: {
        ...{ period: formatPeriod(period), rows: null, areasOnly: false, exportId: said('x-cockpit-export') },
        ...{ dataVersion: said('x-cockpit-data'), demo: said('x-cockpit-demo') === 'true' },
      },
    }
  } catch {
    // The web starts again or is on its way up.
    return { kind: 'again', reason: 'web-away' }
  }
}
