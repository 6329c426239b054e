import { NextIntlClientProvider } from 'next-intl'
import { getLocale } from 'next-intl/server'
import type { ReactNode } from 'react'
import { messagesOf } from './catalogue'
import { DEFAULT_LOCALE, isLocale, TIME_ZONE } from './locale'

/** Sends the browser the messages of the named features only, so that a wall does not carry the cockpit's words. */
export async function ClientMessages({ features, children }: { features: readonly string[]; children: ReactNode }) {
  const asked = await getLocale()
  const locale = isLocale(asked) ? asked : DEFAULT_LOCALE
  return (
    <NextIntlClientProvider locale={locale} messages={await messagesOf(locale, features)} timeZone={TIME_ZONE}>
      {children}
    </NextIntlClientProvider>
  )
}
