'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { PresentedAlert } from '../../server/alerts/present-alert'
import { Card } from '../shell/Page'
import { ActDialog, type ActKind } from './ActDialog'
import own from './alerts.module.css'

/** What may be done to one alert as it stands now; dispatching it has a form of its own. */
export function AlertActs({ alert, related }: { alert: PresentedAlert; related: readonly PresentedAlert[] }) {
  const t = useTranslations('alerts.act')
  const [act, setAct] = useState<ActKind>()
  const targets = related.filter((one) => one.state === 'open' || one.state === 'dispatched')
  const open = alert.state === 'open'
  const kinds: ActKind[] = [
    ...(open && !alert.acknowledgedAt ? (['acknowledge'] as const) : []),
    ...(open ? (['snooze'] as const) : []),
    ...(open && alert.snoozedUntil ? (['wake'] as const) : []),
    ...(open || alert.state === 'dispatched' ? (['setLevel'] as const) : []),
    ...((open || alert.state === 'inhibited') && targets.length > 0 ? (['merge'] as const) : []),
    ...(alert.state === 'merged' ? (['split'] as const) : []),
    ...(alert.state === 'inhibited' ? (['release'] as const) : []),
    ...(open ? (['falseAlarm'] as const) : []),
  ]
  if (kinds.length === 0) return null
  return (
    <Card title={t('card')} testId="alert-acts">
      <div className={own.bar}>
        {kinds.map((kind) => (
          <button key={kind} type="button" onClick={() => setAct(kind)} data-testid={`act-${kind}`}>
            {t(`do.${kind}`)}
          </button>
        ))}
      </div>
      {act && (
        <ActDialog
          kind={act}
          alerts={[alert]}
          {...(act === 'merge' ? { targets } : {})}
          onClose={() => setAct(undefined)}
        />
      )}
    </Card>
  )
}
