import { useTranslations } from 'next-intl'
import { Changing } from '../Changing'
import css from '../figure.module.css'
import type { OnTime, WallFrame } from '../frame'
import { Tile } from '../Tile'
import closureCss from './closure.module.css'

/** 预警闭环: how many rose in thirty days, and how many of the acts that fell due were done in time. */
export function ClosureTile({ panel }: { panel: WallFrame['closure'] }) {
  const t = useTranslations('wall')
  return (
    <Tile area="closure" title={t('closure.title')} panel={panel}>
      {(data) => (
        <dl className={closureCss.closure}>
          <Part name={t('closure.raised')} text={String(data.raised)} unit={t('closure.items')} />
          <Part name={t('closure.signed')} {...share(data.signed)} foot={ratio(data.signed)} />
          <Part name={t('closure.closed')} {...share(data.closed)} foot={ratio(data.closed)} />
          <Part
            name={t('closure.overdue')}
            text={String(data.overdue)}
            unit={t('closure.items')}
            warn={data.overdue > 0}
          />
        </dl>
      )}
    </Tile>
  )
}

function Part({
  name,
  text,
  unit,
  foot,
  warn = false,
}: {
  name: string
  text: string
  unit?: string
  foot?: string
  warn?: boolean
}) {
  return (
    <div data-warn={warn}>
      <dd>
        <Changing text={text}>
          <b className={css.figure} data-part="figure">
            {text}
          </b>
          {unit && (
            <small className={css.unit} data-part="unit">
              {unit}
            </small>
          )}
        </Changing>
      </dd>
      <dt>
        {name}
        {foot && <small>{foot}</small>}
      </dt>
    </div>
  )
}

/** Nothing due is no rate: a dash, not 100 %. */
function share({ met, of }: OnTime): { text: string; unit?: string } {
  return of === 0 ? { text: '—' } : { text: ((met / of) * 100).toFixed(1), unit: '%' }
}

function ratio({ met, of }: OnTime): string {
  return `${met}/${of}`
}
