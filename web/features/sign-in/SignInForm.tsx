'use client'
import { useTranslations } from 'next-intl'
import { type FormEvent, useState } from 'react'
import styles from './sign-in.module.css'
import { type SignInProblem, signInProblem } from './sign-in-outcome'

async function send(username: string, password: string): Promise<SignInProblem | null> {
  try {
    const response = await fetch('/api/auth/sign-in/username', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username: username.trim(), password }),
    })
    const body: { code?: string } | null = await response.json().catch(() => null)
    return signInProblem(response.status, body?.code)
  } catch {
    return 'unreachable'
  }
}

export function SignInForm({ next }: { next: string }) {
  const t = useTranslations('signIn')
  const [problem, setProblem] = useState<SignInProblem | 'empty' | null>(null)
  const [busy, setBusy] = useState(false)

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const username = String(form.get('username') ?? '')
    const password = String(form.get('password') ?? '')
    if (!username.trim() || !password) return setProblem('empty')
    setBusy(true)
    setProblem(null)
    const refused = await send(username, password)
    // A full load, so that nothing of an earlier session stays in the page's memory.
    if (!refused) return window.location.assign(next)
    setBusy(false)
    setProblem(refused)
  }

  return (
    <form method="post" className={styles.form} onSubmit={submit} noValidate>
      <label className={styles.field}>
        <span>{t('username')}</span>
        <input
          name="username"
          data-testid="sign-in-username"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          aria-describedby="sign-in-problem"
        />
      </label>
      <label className={styles.field}>
        <span>{t('password')}</span>
        <input
          name="password"
          type="password"
          data-testid="sign-in-password"
          autoComplete="current-password"
          aria-describedby="sign-in-problem"
        />
      </label>
      <p id="sign-in-problem" role="alert" className={styles.problem} data-testid="sign-in-error">
        {problem && t(`errors.${problem}`)}
      </p>
      <button type="submit" className={styles.submit} disabled={busy} data-testid="sign-in-submit">
        {busy ? t('busy') : t('submit')}
      </button>
    </form>
  )
}
