import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'

/** `generateMetadata` of a page: its heading in the browser's tab, so that several open pages can be told apart. */
export function pageTitle(
  feature: 'admin' | 'alerts' | 'catalogue' | 'imports' | 'institutions' | 'lineage' | 'quality' | 'tasks',
  word = 'title',
) {
  return async (): Promise<Metadata> => ({ title: (await getTranslations(feature))(word) })
}
