import type { Locale } from './locale'

type Messages = { [key: string]: string | Messages }

// One file a feature, found by name: adding messages/<locale>/<feature>.json is all there is to do.
const FILES = import.meta.glob<Messages>('../messages/*/*.json', { import: 'default' })

/** The messages of some features in one locale, each under its feature's name; of all features when none is named. */
export async function messagesOf(locale: Locale, features?: readonly string[]): Promise<Messages> {
  const found = await Promise.all(
    Object.entries(FILES).flatMap(([path, load]) => {
      const [, folder, feature] = /\/messages\/([^/]+)\/([^/]+)\.json$/.exec(path) ?? []
      if (folder !== locale || !feature || (features && !features.includes(feature))) return []
      return [load().then((messages) => [feature, messages] as const)]
    }),
  )
  return Object.fromEntries(found)
}
