import type { Envelope } from '@cockpit/domain/indicator/envelope'
import { useTranslations } from 'next-intl'
import { changeText, writeValue } from '../../format/number'
import { Changing } from './Changing'
import css from './figure.module.css'
import type { Measure } from './frame'
import { useWall } from './WallContext'

/** A number in type: figure large, unit small; or in words why there is none. */
export function Figure({ measure, envelope }: { measure: Measure; envelope: Envelope }) {
  const words = useTranslations('charts')
  const { language } = useWall()
  if (envelope.state !== 'shown' || envelope.value === undefined)
    return (
      <span className={css.withheld}>
        {words(`withheld.${envelope.state === 'shown' ? 'no-data' : envelope.state}`)}
      </span>
    )
  const { figure, unit } = writeValue(envelope.value, measure, language)
  return (
    <Changing text={figure}>
      <b className={css.figure} data-part="figure">
        {figure}
      </b>
      {unit && (
        <small className={css.unit} data-part="unit">
          {unit}
        </small>
      )}
    </Changing>
  )
}

/** 同比 with an arrow for its direction. No colour: more visits are neither good nor bad. */
export function YearOnYear({ measure, envelope }: { measure: Measure; envelope: Envelope }) {
  const t = useTranslations('wall')
  const { language } = useWall()
  const compared = envelope.compare?.sameLastYear
  if (envelope.state !== 'shown' || compared === undefined) return null
  if (typeof compared === 'string')
    return (
      <span className={css.change} data-part="change">
        {t('noComparison')}
      </span>
    )
  const up = compared.difference > 0
  const text = changeText(compared, measure, language)
  return (
    <span className={css.change} data-part="change">
      {t('sameLastYear')}
      {!text.startsWith('±') && (
        <svg viewBox="0 0 10 10" aria-hidden="true" focusable="false">
          <path d={up ? 'M5 1l4.5 8h-9z' : 'M5 9L.5 1h9z'} fill="currentColor" />
        </svg>
      )}
      {text.replace(/^[+−]/, '')}
    </span>
  )
}
