import { afterEach, expect, test, vi } from 'vitest'
import { sendFile } from './send-file'

afterEach(() => void vi.unstubAllGlobals())

type Body = { id?: string; reason?: string; line?: number } | null

/** A browser's request that goes out in the given steps and is answered, or breaks off, at its end. */
function browser(
  steps: readonly (readonly [loaded: number, total: number])[],
  answer: { status: number; body: Body } | null,
) {
  const opened: string[] = []
  class Request {
    status = 0
    response: Body = null
    upload: { onprogress?: (event: { loaded: number; total: number }) => void } = {}
    onload?: () => void
    onerror?: () => void
    open(method: string, address: string) {
      opened.push(`${method} ${address}`)
    }
    send() {
      for (const [loaded, total] of steps) this.upload.onprogress?.({ loaded, total })
      if (!answer) return this.onerror?.()
      this.status = answer.status
      this.response = answer.body
      this.onload?.()
    }
  }
  vi.stubGlobal('XMLHttpRequest', Request)
  return opened
}
const FILE = { name: '十月 日报.csv' } as File

test('tells how much of the file has gone, and the import to watch', async () => {
  const opened = browser(
    [
      [0, 0],
      [25, 100],
      [100, 100],
    ],
    { status: 202, body: { id: 'run-1' } },
  )
  const shares: number[] = []
  expect(await sendFile('visit_day', FILE, (share) => shares.push(share))).toEqual({ ok: true, id: 'run-1' })
  expect(shares).toEqual([0, 0.25, 1])
  expect(opened).toEqual([`POST /api/import?${new URLSearchParams({ table: 'visit_day', name: FILE.name })}`])
})

test('a refusal names its reason and line; an answer that is none, and a line that broke, are no success', async () => {
  browser([], { status: 403, body: { reason: 'foreign-facility', line: 7 } })
  expect(await sendFile('visit_day', FILE, () => {})).toEqual({ ok: false, word: 'foreign-facility', line: 7 })
  browser([], { status: 202, body: null })
  expect(await sendFile('visit_day', FILE, () => {})).toMatchObject({ ok: false })
  browser([], null)
  expect(await sendFile('visit_day', FILE, () => {})).toEqual({ ok: false, word: 'offline' })
})
