import { writeParameters } from '@cockpit/domain/indicator/parameters'
import type { IndicatorQueryText } from '@cockpit/domain/indicator/query'

/** Where the file of one question, or of several side by side, is fetched. */
export function fileAddress(questions: readonly IndicatorQueryText[], format: 'csv' | 'xlsx'): string {
  const [only, ...others] = questions.map((question) => writeParameters(question).toString())
  if (only !== undefined && others.length === 0) return `/api/indicators?${only}&format=${format}`
  const address = new URLSearchParams({ format })
  for (const question of only === undefined ? [] : [only, ...others]) address.append('question', question)
  return `/api/export/answers?${address}`
}

/** Hands a file to the person's browser. */
export function saveBlob(blob: Blob, name: string): void {
  const address = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  // The browser takes the address when it begins to save; a minute later nobody needs it.
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}

export type SaveOutcome =
  | { readonly ok: true; readonly file: string }
  /** `told`: the server's own words on what to do, in the person's language, where it gave any. */
  | { readonly ok: false; readonly reason: string; readonly told?: string }

/**
 * Fetches a file and saves it under the name the server gives it. Nothing is saved unless all of it came.
 * @param locale in which a refusal is told
 */
export async function saveFrom(address: string, locale: string): Promise<SaveOutcome> {
  try {
    const response = await fetch(address, { headers: { 'accept-language': locale } })
    if (!response.ok) {
      const body: { reason?: string; title?: string; detail?: string } | null = await response.json().catch(() => null)
      const told = [body?.title, body?.detail].filter(Boolean).join(locale === 'en' ? '. ' : '。')
      return { ok: false, reason: body?.reason ?? 'failed', ...(told ? { told } : {}) }
    }
    const file = fileNameOf(response.headers.get('content-disposition')) ?? 'export'
    saveBlob(await response.blob(), file)
    return { ok: true, file }
  } catch {
    return { ok: false, reason: 'offline' }
  }
}

/** The name in a `content-disposition` as our routes write it. */
export function fileNameOf(disposition: string | null): string | null {
  const [, encoded] = /filename\*=UTF-8''([^;]+)/.exec(disposition ?? '') ?? []
  return encoded ? decodeURIComponent(encoded) : null
}
