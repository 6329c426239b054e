'use client'
import { Button, Radio, Slider } from 'antd'
import { useLocale, useTranslations } from 'next-intl'
import { Failure } from '../states/Failure'
import type { SitingAnswer } from './model'
import { Notes } from './Notes'
import { fixed, people, share } from './numbers'
import styles from './plan.module.css'
import { refusalOf } from './refusal'
import { SiteReasons } from './SiteReasons'
import { Tiles } from './Tiles'
import type { SitingOrder } from './useSiting'

/** The question (how far, how many, for whom), the run, and the answer with its proof in words. */
export function SitingPanel({
  order,
  onOrder,
  maxSites,
  run,
  cancel,
  running,
  error,
  result,
  stale,
  nameOf,
  selected,
  onSelect,
}: {
  order: SitingOrder
  onOrder: (order: SitingOrder) => void
  maxSites: number
  run: () => void
  cancel: () => void
  running: boolean
  error: unknown
  result: SitingAnswer | undefined
  stale: boolean
  nameOf: (code: string) => string
  selected: string | undefined
  onSelect: (code: string) => void
}) {
  const t = useTranslations('plan')
  const locale = useLocale()
  const refusal = refusalOf(error)
  return (
    <>
      <div className={styles.controls}>
        <div className={styles.wide}>
          <span>{t('siting.radius', { minutes: order.radius })}</span>
          <Slider
            min={20}
            max={120}
            step={5}
            value={order.radius}
            onChange={(radius) => onOrder({ ...order, radius })}
            ariaLabelForHandle={t('siting.radius', { minutes: order.radius })}
          />
        </div>
        <div className={styles.wide}>
          <span>{t('siting.open', { count: order.open })}</span>
          <Slider
            min={1}
            max={maxSites}
            value={order.open}
            onChange={(open) => onOrder({ ...order, open })}
            ariaLabelForHandle={t('siting.open', { count: order.open })}
          />
        </div>
      </div>
      <div className={styles.controls}>
        <Radio.Group
          aria-label={t('siting.demand')}
          value={order.demand}
          onChange={(event) => onOrder({ ...order, demand: event.target.value })}
          options={(['residents', 'uncovered'] as const).map((value) => ({
            value,
            label: t(`siting.demandOf.${value}`),
          }))}
        />
        <span className={styles.grow} />
        {running ? (
          <Button onClick={cancel} danger data-testid="siting-cancel">
            {t('siting.cancel')}
          </Button>
        ) : (
          <Button type="primary" onClick={run} data-testid="siting-run">
            {t('siting.run')}
          </Button>
        )}
      </div>
      {running && (
        <p className={styles.status} role="status">
          {t('siting.running')}
        </p>
      )}
      {!running && refusal && (
        <p className={styles.refusal} role="alert">
          {t(`refusal.${refusal}`)}
        </p>
      )}
      {!running && error !== null && !refusal && <Failure error={error} onRetry={run} />}
      {!result && !running && error === null && <p className={styles.status}>{t('siting.idle')}</p>}
      {result && (
        <div className={stale || running ? styles.stale : undefined} data-testid="siting-result">
          {stale && <p className={styles.status}>{t('siting.stale')}</p>}
          <p className={styles.sentence}>
            {t('siting.sentence', {
              count: result.sites.length,
              minutes: result.order.radius,
              people: people(result.coveredDemand, locale),
              share: share(result.demand > 0 ? result.coveredDemand / result.demand : 0, locale),
            })}
          </p>
          <Tiles
            figures={[
              {
                name: t('siting.covered'),
                value: people(result.coveredDemand, locale),
                unit: t('people'),
                note: t('siting.ofDemand', {
                  demand: people(result.demand, locale),
                  left: people(result.demand - result.coveredDemand, locale),
                }),
              },
              {
                name: t('siting.gap'),
                value: share(result.gap, locale, 2),
                note: t(`siting.status.${result.status}`),
                tone: result.status === 'optimal' ? 'ok' : 'watch',
              },
              {
                name: t('siting.bound'),
                value: people(result.bound, locale),
                unit: t('people'),
                note: t('siting.boundNote'),
              },
              {
                name: t('siting.time'),
                value: fixed(result.solverSeconds, 2, locale),
                unit: t('seconds'),
                note: t('siting.checked'),
              },
            ]}
          />
          <SiteReasons sites={result.sites} nameOf={nameOf} selected={selected} onSelect={onSelect} />
          <Notes notes={result.notes} />
        </div>
      )}
    </>
  )
}
