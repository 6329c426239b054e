import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'

/** `generateMetadata` of a page: its heading in the browser's tab, so that several open pages can be told apart. */
export function pageTitle(
  feature:
    | 'admin'
    | 'alerts'
    | 'audit'
    | 'catalogue'
    | 'compare'
    | 'events'
    | 'explain'
    | 'imports'
    | 'institutions'
    | 'lineage'
    | 'loop'
    | 'notices'
    | 'people'
    | 'posture'
    | 'profile'
    | 'quality'
    | 'ranking'
    | 'region'
    | 'reports'
    | 'rules'
    | 'tasks',
  word = 'title',
) {
  return async (): Promise<Metadata> => ({ title: (await getTranslations(feature))(word) })
}
