'use client'

import { useTranslations } from 'next-intl'
import { type FormEvent, useState } from 'react'
import { Notice } from './Notice'

/** The code of the administrator makes this device a display; the board opens by itself afterwards. */
export function PairForm() {
  const t = useTranslations('wall.pair')
  const [problem, setProblem] = useState<'bad' | 'wait' | 'failed' | null>(null)
  const [busy, setBusy] = useState(false)
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    setBusy(true)
    setProblem(null)
    const code = String(new FormData(event.currentTarget).get('code') ?? '')
    try {
      const response = await fetch('/wall/pair/device', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ code }),
      })
      if (response.ok) {
        const { id } = (await response.json()) as { id: string }
        location.assign(`/wall/${encodeURIComponent(id)}`)
        return
      }
      setProblem(
        response.status === 429 ? 'wait' : response.status === 400 || response.status === 404 ? 'bad' : 'failed',
      )
    } catch (error) {
      console.warn('Pairing did not reach the server:', error)
      setProblem('failed')
    }
    setBusy(false)
  }
  return (
    <Notice title={t('title')} text={t('text')}>
      <form method="post" onSubmit={submit}>
        <input
          name="code"
          aria-label={t('label')}
          required
          minLength={8}
          maxLength={9}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
        />
        <button type="submit" disabled={busy}>
          {t('submit')}
        </button>
      </form>
      {problem && <p role="alert">{t(problem)}</p>}
    </Notice>
  )
}
