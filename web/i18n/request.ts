import { cookies } from 'next/headers'
import { getRequestConfig } from 'next-intl/server'
import { messagesOf } from './catalogue'
import { DEFAULT_LOCALE, isLocale, LOCALE_COOKIE, TIME_ZONE } from './locale'

/** The locale comes from a cookie, never from the path, so that a link shows the same thing to everyone. */
export default getRequestConfig(async () => {
  const chosen = (await cookies()).get(LOCALE_COOKIE)?.value
  const locale = isLocale(chosen) ? chosen : DEFAULT_LOCALE
  return { locale, timeZone: TIME_ZONE, messages: await messagesOf(locale) }
})
