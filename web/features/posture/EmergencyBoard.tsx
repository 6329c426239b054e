'use client'
import type { IndicatorDefinition } from '@cockpit/domain/indicator/definition'
import { useQuery } from '@tanstack/react-query'
import { useLocale, useTranslations } from 'next-intl'
import { valueText } from '../../format/number'
import { languageOf } from '../../i18n/locale'
import { useTRPC } from '../queries/trpc'
import { Withheld } from '../states/Withheld'
import styles from './posture.module.css'
import { usePosture } from './usePosture'

/** What an emergency asks first: how full the beds are, how many intensive-care beds there are, how many come in. */
const FIGURES = ['beds.occupancy', 'resources.icuBeds', 'resources.beds', 'beds.admissions']

/** While 急 holds: beds and intensive care of the place concerned, in the newest month that the data reach. Nothing by routine. */
export function EmergencyBoard() {
  const t = useTranslations('posture')
  const states = useTranslations('states')
  const language = languageOf(useLocale())
  const trpc = useTRPC()
  const { postures, emergency, everyMs } = usePosture()
  const tree = useQuery(trpc.territory.tree.queryOptions(undefined, { enabled: emergency }))
  const board = useQuery(trpc.boards.overview.queryOptions(undefined, { enabled: emergency }))
  const catalogue = useQuery(trpc.indicators.catalogue.queryOptions(undefined, { enabled: emergency }))
  // The area in emergency where one sees it whole, else one's own.
  const asked = postures.find(({ areaCode }) => tree.data?.areas.some(({ code }) => code === areaCode))?.areaCode
  const area = asked ?? tree.data?.start?.area
  const known = FIGURES.flatMap((id): IndicatorDefinition[] => catalogue.data?.filter((one) => one.id === id) ?? [])
  const period = board.data?.latest
  const answer = useQuery(
    trpc.indicators.ask.queryOptions(
      { indicators: known.map(({ id }) => id), territory: area ?? '', period: period ?? '' },
      {
        enabled: emergency && known.length > 0 && area !== undefined && period !== undefined,
        refetchInterval: everyMs,
      },
    ),
  )
  if (!emergency || known.length === 0 || !area) return null
  const cells = answer.data?.rows[0]?.cells
  const name = tree.data?.areas.find(({ code }) => code === area)?.name[language] ?? area
  return (
    <section className={styles.board} aria-label={t('board.title')} data-testid="emergency-board">
      <p>
        <b>{t('board.title')}</b>
        <span>
          {name} · {period}
        </span>
      </p>
      {known.map((definition) => {
        const cell = cells?.[definition.id]
        return (
          <dl key={definition.id}>
            <dt>{definition[language]}</dt>
            <dd>
              {answer.isError ? (
                states('failure.unavailable')
              ) : !cell ? (
                '…'
              ) : cell.state === 'shown' && cell.value !== undefined ? (
                valueText(cell.value, definition, language)
              ) : (
                <Withheld reason={cell.state === 'shown' ? 'no-data' : cell.state} />
              )}
            </dd>
          </dl>
        )
      })}
    </section>
  )
}
