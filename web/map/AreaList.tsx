import { useTranslations } from 'next-intl'
import type { TerritoryMapProps } from './contract'
import { wordsOfValue } from './describe'
import css from './map.module.css'

/** The map for the keyboard and the screen reader: every area with its value as a button. Seen only while it has the focus. */
export function AreaList({
  shapes,
  valueName,
  format,
  selected,
  onPick,
  onShow,
}: TerritoryMapProps & { onShow: (code: string | null) => void }) {
  const t = useTranslations('charts')
  return (
    <ul className={css.hidden} aria-label={`${t('map.areas')} · ${valueName}`}>
      {shapes.map((shape) => (
        <li key={shape.code}>
          <button
            type="button"
            tabIndex={onPick ? 0 : -1}
            aria-current={shape.code === selected}
            onFocus={() => onShow(shape.code)}
            onBlur={() => onShow(null)}
            onClick={() => onPick?.({ kind: 'area', code: shape.code })}
          >
            {t('map.areaValue', { name: shape.name, value: wordsOfValue(shape, format, t) })}
          </button>
        </li>
      ))}
    </ul>
  )
}
