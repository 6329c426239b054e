import { useTranslations } from 'next-intl'
import { Figure } from '../Figure'
import type { WallFrame } from '../frame'
import { SeverityMark } from '../SeverityMark'
import { Tile } from '../Tile'
import { lightOf, targetText } from '../target-words'
import { useWall } from '../WallContext'
import css from './targets.module.css'

/** 目标灯: each target with where it stands. The shape says the state, the words say the limit. */
export function Targets({ panel }: { panel: WallFrame['targets'] }) {
  const t = useTranslations('wall')
  const { language } = useWall()
  return (
    <Tile area="targets" title={t('targets.title')} panel={panel}>
      {(lights) => (
        <ul className={css.targets}>
          {lights.map(({ measure, envelope }) => {
            const light = lightOf(envelope)
            return (
              <li key={measure.id}>
                <SeverityMark severity={light} label={t(`light.${light}`)} />
                <span>{measure.name[language]}</span>
                <em>
                  <Figure measure={measure} envelope={envelope} />
                </em>
                <small>{targetText(envelope.target, measure, language)}</small>
              </li>
            )
          })}
        </ul>
      )}
    </Tile>
  )
}
