'use client'
import type { IndicatorId } from '@cockpit/domain/ids'
import { formatPeriod } from '@cockpit/domain/period/period'
import type { DispersionRule, FunnelKind, FunnelMethod, PlacedUnit } from '@cockpit/domain/spc/funnel'
import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useCallback, useMemo } from 'react'
import { Chart } from '../../charts/Chart'
import type { Drawing } from '../../charts/drawing'
import { funnelOption } from '../../charts/funnel'
import { plainText, valueText } from '../../format/number'
import { periodText } from '../../format/time'
import { GIVE_UP } from '../cockpit/useQuestions'
import { notedBy } from '../notes/useNotes'
import { useTRPC } from '../queries/trpc'
import { Empty } from '../states/Empty'
import { heldOf, untilGood } from '../states/held'
import { NamesFailed } from '../states/NamesFailed'
import { Awaited, Figure } from './Figure'
import { type FunnelRow, funnelView } from './funnel-view'
import styles from './profile.module.css'
import { DISPERSIONS, type ProfileAddress, profileHref } from './profile-address'
import { useProfileFrame } from './profile-frame'
import { FUNNELS } from './profile-indicators'
import { usePeerNames } from './usePeerNames'
import { ownQuestion, peersQuestion } from './useProfileQuestions'

const METHODS = {
  standardised: ['log', 'sqrt', 'natural', 'exact'],
  rate: ['log', 'sqrt', 'natural', 'exact'],
  share: ['arcsine', 'natural'],
} as const satisfies Record<FunnelKind, readonly FunnelMethod[]>
const never = () => undefined

/** A funnel plot of the peers: which way the limits are reckoned can be chosen, and what a point outside means is said. */
export function FunnelFigure({
  asked: { funnel: chosen, method: asked, dispersion: wished },
  onAsk,
}: {
  asked: Pick<ProfileAddress, 'funnel' | 'method' | 'dispersion'>
  onAsk: (change: Partial<ProfileAddress>) => void
}) {
  const t = useTranslations('profile.funnel')
  const frame = useProfileFrame()
  const router = useRouter()
  const { define, language, year, facility, peers } = frame
  const choices = useMemo(() => define(Object.keys(FUNNELS)), [define])
  const definition = choices.find(({ id }) => id === chosen) ?? choices[0]
  const kind: FunnelKind = FUNNELS[definition?.id as keyof typeof FUNNELS] ?? 'share'
  const methods: readonly FunnelMethod[] = METHODS[kind]
  const method = asked && methods.includes(asked) ? asked : (methods[0] ?? 'arcsine')
  const dispersion = method === 'exact' ? 'none' : wished
  const trpc = useTRPC()
  const found = useQuery({
    ...trpc.profile.funnel.queryOptions(
      {
        facility: facility.id,
        period: formatPeriod(year),
        peers,
        indicator: (definition?.id ?? '') as IndicatorId,
        method,
        dispersion,
      },
      GIVE_UP,
    ),
    enabled: definition !== undefined,
    refetchInterval: untilGood(never),
  })
  const held = { ...found, ...heldOf(found, never) }
  const { nameOf, asked: namesAsked } = usePeerNames()
  const write = useCallback(
    (value: number) => (definition ? valueText(value, definition, language) : String(value)),
    [definition, language],
  )
  const says = useCallback(
    (unit: PlacedUnit): string[] => [
      unit.value === null ? '—' : write(unit.value),
      t(`events.${kind}`, {
        observed: plainText(unit.observed, language, 0),
        base: plainText(unit.base, language, kind === 'standardised' ? 2 : 0),
      }),
      ...(unit.limits
        ? [
            `95%: ${write(unit.limits.attention.lower)} – ${write(unit.limits.attention.upper)}`,
            `99.8%: ${write(unit.limits.warning.lower)} – ${write(unit.limits.warning.upper)}`,
          ]
        : []),
      placeWords(unit, t),
    ],
    [kind, language, write, t],
  )
  const view = useMemo(
    () => held.data && funnelView(held.data, facility.id, nameOf, says),
    [held.data, facility.id, nameOf, says],
  )
  const centre = held.data?.shape?.centre
  const build = useCallback(
    (drawing: Drawing) =>
      view && centre !== undefined
        ? funnelOption(
            {
              points: view.points,
              curve: view.curve,
              centre,
              words: {
                base: t(`base.${kind}`),
                centre: t('centre'),
                attention: t('attention'),
                warning: t('warning'),
              },
              format: write,
              baseFormat: (value) => plainText(value, language, value < 10 ? 1 : 0),
            },
            drawing,
          )
        : null,
    [view, centre, kind, language, write, t],
  )
  if (!definition) return null
  return (
    <Figure
      title={t('title')}
      testId="profile-funnel"
      span={8}
      note={`${periodText(year, language)} · ${t('peers', { count: held.data?.peers ?? 0 })}`}
      stale={held.stale}
      question={peersQuestion(frame, [definition], year)}
      noted={notedBy(ownQuestion(frame, [definition], year))}
      help={
        <>
          <p>{t('help')}</p>
          <p>{t('methodHelp')}</p>
        </>
      }
      table={
        view && {
          head: [t('name'), t('observed'), t(`base.${kind}`), definition[language], '95%', '99.8%', 'z', t('place')],
          rows: view.rows.map((row) => tableRow(row, write, kind, language, t)),
        }
      }
    >
      <div className={styles.funnel}>
        <div className={styles.choices}>
          <Select
            value={definition.id}
            aria-label={t('indicator')}
            data-testid="funnel-indicator"
            popupMatchSelectWidth={false}
            onChange={(funnel) => onAsk({ funnel })}
            options={choices.map((one) => ({ value: one.id, label: one[language] }))}
          />
          <Select<FunnelMethod>
            value={method}
            aria-label={t('methodName')}
            popupMatchSelectWidth={false}
            data-testid="funnel-method"
            onChange={(next) => onAsk({ method: next })}
            options={methods.map((one) => ({ value: one, label: t(`method.${one}`) }))}
          />
          <Select<DispersionRule>
            value={dispersion}
            aria-label={t('dispersionName')}
            popupMatchSelectWidth={false}
            disabled={method === 'exact'}
            onChange={(next) => onAsk({ dispersion: next })}
            options={DISPERSIONS.map((one) => ({ value: one, label: t(`dispersion.${one}`) }))}
          />
        </div>
        <NamesFailed of={[namesAsked]} />
        <Awaited asked={held} lines={9}>
          {(funnel) =>
            !funnel.shape || !view ? (
              <Empty>{t('fewPeers', { count: funnel.peers })}</Empty>
            ) : view.points.length === 0 ? (
              <Empty>{t('empty')}</Empty>
            ) : (
              <div className={styles.withWords}>
                <div className={styles.tallChart}>
                  <Chart
                    build={build}
                    label={t('label', { name: definition[language], count: funnel.peers })}
                    onPick={(index) => {
                      const point = view.points[index]
                      // Who is not named may not be read.
                      if (point && !point.own && nameOf(point.key)) router.push(profileHref(point.key, frame))
                    }}
                  />
                </div>
                <p className={styles.judgement} data-testid="funnel-says">
                  {view.own ? ownWords(view.own, definition[language], write, t) : t('noOwn')}{' '}
                  {view.own?.unit.place && view.own.unit.place !== 'inside' ? t('outsideMeans') : t('insideMeans')}{' '}
                  {t('spread', {
                    phi: funnel.shape.phi === null ? '—' : funnel.shape.phi.toFixed(2),
                    kept: funnel.kept,
                    small: view.small,
                  })}
                  {funnel.withoutLogarithm && ` ${t('withoutLogarithm')}`}
                </p>
              </div>
            )
          }
        </Awaited>
      </div>
    </Figure>
  )
}

type Words = ReturnType<typeof useTranslations<'profile.funnel'>>

function placeWords({ sample, place, side }: PlacedUnit, t: Words): string {
  if (sample !== 'enough') return t(`sample.${sample}`)
  if (place === null || place === 'inside' || side === null) return t('inside')
  return t(`outside.${place}.${side}`)
}

function ownWords({ unit }: FunnelRow, name: string, write: (value: number) => string, t: Words): string {
  return t('own', {
    name,
    value: unit.value === null || unit.sample === 'none' ? '—' : write(unit.value),
    place: placeWords(unit, t),
  })
}

function tableRow(row: FunnelRow, write: (value: number) => string, kind: FunnelKind, language: 'zh' | 'en', t: Words) {
  const { unit, name, own } = row
  const limits = unit.sample === 'none' ? null : unit.limits
  const range = (at: 'attention' | 'warning') =>
    limits ? `${write(limits[at].lower)} – ${write(limits[at].upper)}` : '—'
  return {
    key: unit.id,
    mark: own,
    cells: [
      name,
      plainText(unit.observed, language, 0),
      plainText(unit.base, language, kind === 'standardised' ? 2 : 0),
      unit.value === null || unit.sample === 'none' ? '—' : write(unit.value),
      range('attention'),
      range('warning'),
      unit.adjustedZ === null ? '—' : unit.adjustedZ.toFixed(2),
      placeWords(unit, t),
    ],
  }
}
