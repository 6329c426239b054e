'use client'
import { type Query, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { z } from 'zod'
import type { PaperReport } from './paper-report'

declare global {
  interface Window {
    /** Asked by the server while it puts the page on paper. */
    cockpitPaper?: () => PaperReport
  }
}

/** Lets the page tell whether all of it stands: every question answered, every chart drawn, nothing still grey. Draws nothing. */
export function PaperMark() {
  const queries = useQueryClient()
  useEffect(() => {
    window.cockpitPaper = () => {
      const shown = queries
        .getQueryCache()
        .getAll()
        .filter((query) => query.getObserversCount() > 0 && !query.isDisabled())
      return { state: stateOf(shown, document), ...envelopeOf(shown), ...namesIn(document) }
    }
    return () => {
      window.cockpitPaper = undefined
    }
  }, [queries])
  return null
}

function stateOf(shown: readonly Query[], page: Document): PaperReport['state'] {
  if (page.querySelector('[data-paper="refuse"]')) return 'refused'
  if (shown.some(({ state }) => state.status === 'error')) return 'failed'
  const asking = shown.some(({ state }) => state.status === 'pending' || state.fetchStatus === 'fetching')
  const main = page.getElementById('main')
  const grey = main?.querySelector('[aria-busy="true"]') ?? null
  const undrawn = [...(main?.querySelectorAll('div[role="img"]') ?? [])].some((chart) => chart.childElementCount === 0)
  const ready = page.readyState === 'complete' && page.fonts.status === 'loaded' && main !== null
  return asking || grey || undrawn || !ready ? 'loading' : 'settled'
}

/** What an answer to an indicator question says of itself; other answers do not. */
const Told = z.object({ dataVersion: z.string(), demo: z.boolean(), dataThrough: z.string().nullish() })

function envelopeOf(shown: readonly Query[]): Pick<PaperReport, 'versions' | 'demo' | 'through'> {
  const told = shown.flatMap(({ state }) => Told.safeParse(state.data).data ?? [])
  const versions = new Set(told.flatMap(({ dataVersion }) => dataVersion.split(/[,\s]+/).filter(Boolean)))
  const throughs = told.flatMap(({ dataThrough }) => dataThrough ?? []).sort()
  const badge = document.querySelector('[data-testid="demo-badge"]') !== null
  return { versions: [...versions].sort(), demo: badge || told.some(({ demo }) => demo), through: throughs[0] ?? null }
}

function namesIn(page: Document): Pick<PaperReport, 'title' | 'subject'> {
  const subjects = [...page.querySelectorAll('#main h1, #main [data-paper="subject"]')]
  return { title: page.title, subject: subjects.map(spokenText).filter(Boolean).join(' · ') }
}

/** What an element says, without its ornaments. */
function spokenText(element: Element): string {
  const copy = element.cloneNode(true)
  if (!(copy instanceof Element)) return ''
  for (const ornament of copy.querySelectorAll('[aria-hidden="true"]')) ornament.remove()
  const items = [...copy.querySelectorAll('li')].map((item) => item.textContent)
  return (items.length > 0 ? items.join(' › ') : (copy.textContent ?? '')).replace(/\s+/g, ' ').trim()
}
