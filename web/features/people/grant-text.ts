'use client'
import type { Grant } from '@cockpit/domain/access/grant'
import type { inferRouterOutputs } from '@trpc/server'
import { useLocale, useTranslations } from 'next-intl'
import { languageOf } from '../../i18n/locale'
import type { AppRouter } from '../../server/router'
import { placesOf } from './grants-draft'

export type GrantNames = inferRouterOutputs<AppRouter>['people']['list']['places']

/** The names of all pages in one. */
export function grantNames(pages: readonly GrantNames[]): GrantNames {
  return {
    areas: Object.assign({}, ...pages.map(({ areas }) => areas)),
    facilities: Object.assign({}, ...pages.map(({ facilities }) => facilities)),
  }
}

/** What a place of a grant is called; one that is no longer there keeps its code and says so. */
export function usePlaceName(names: GrantNames) {
  const t = useTranslations('people')
  const language = languageOf(useLocale())
  return (kind: Grant['territory']['kind'], id: string) =>
    (kind === 'area' ? names.areas : names.facilities)[id]?.[language] ?? t('gone', { id })
}

/** More names than these in one line nobody reads. */
const MOST_NAMES = 3

/** A grant in words: `监管人员 · 浙江省 · 机构数据`. */
export function useGrantText(names: GrantNames) {
  const t = useTranslations('people')
  const roles = useTranslations('shell.roles')
  const nameOf = usePlaceName(names)
  return (grant: Grant) => {
    const ids = placesOf(grant)
    const first = ids
      .slice(0, MOST_NAMES)
      .map((id) => nameOf(grant.territory.kind, id))
      .join('、')
    return t('grant', {
      role: roles(grant.role),
      place: ids.length > MOST_NAMES ? t('places', { names: first, count: ids.length }) : first,
      sensitivity: t(`sensitivity.${grant.sensitivity}`),
    })
  }
}
