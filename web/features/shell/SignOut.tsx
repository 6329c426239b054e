'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'

/** Ends the session on the server, then loads the sign-in page anew so that nothing stays in memory. */
export function SignOut({ className }: { className?: string }) {
  const t = useTranslations('shell')
  const [failed, setFailed] = useState(false)
  async function leave() {
    const response = await fetch('/api/auth/sign-out', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    }).catch(() => null)
    if (response?.ok) window.location.assign('/sign-in')
    else setFailed(true)
  }
  return (
    <button type="button" className={className} data-testid="sign-out" onClick={leave}>
      {failed ? t('signOutFailed') : t('signOut')}
    </button>
  )
}
