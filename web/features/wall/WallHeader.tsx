import { useTranslations } from 'next-intl'
import { ageText, instantText } from '../../format/instant'
import { clauses } from '../../format/joined'
import { isPending, type WallFrame } from './frame'
import { useNow } from './useNow'
import type { LinkState } from './useWallFrame'
import { useWall } from './WallContext'
import css from './wall-header.module.css'

/** Title, mode, age and coverage of the data, state of the line, clock. */
export function WallHeader({ frame, link }: { frame: WallFrame; link: LinkState }) {
  const t = useTranslations('wall')
  const { language, now } = useWall()
  const { coverage } = frame
  return (
    <header className={css.head} data-part="head">
      <h1>{t('title', { place: frame.territory.name[language] })}</h1>
      <span className={css.chip} data-mode={frame.mode}>
        <i aria-hidden="true" />
        {t(`mode.${frame.mode}`)}
        {frame.postures.length > 0 && (
          <b data-testid="wall-posture">
            {clauses(
              frame.postures.map(({ area, reason, since, until }) =>
                t('posture', {
                  ...{
                    area: area[language],
                    reason,
                    since: instantText(since).slice(5),
                    until: instantText(until).slice(5),
                  },
                }),
              ),
              language,
            )}
          </b>
        )}
      </span>
      {frame.demo && <span className={css.chip}>{t('demo')}</span>}
      <span className={css.gap} />
      {link === 'lost' && (
        <span className={css.chip} data-alarm="true" role="status">
          {t('lost', { age: ageText(frame.composedAt, now, language) })}
        </span>
      )}
      <span className={css.chip}>
        {[
          frame.asOf && t('asOf', { at: instantText(frame.asOf) }),
          coverage &&
            coverage.expected > 0 &&
            t('coverage', {
              share: ((coverage.reported / coverage.expected) * 100).toFixed(1),
              reported: coverage.reported.toLocaleString(),
              expected: coverage.expected.toLocaleString(),
              unit: t(`coverageUnit.${coverage.every ?? 'month'}`),
            }),
        ]
          .filter(Boolean)
          // While the first figures are asked for, nobody knows yet whether there are any.
          .join(' · ') || t(isPending(frame) ? 'failed.pending' : 'noPublication')}
      </span>
      <Clock first={frame.composedAt} />
    </header>
  )
}

function Clock({ first }: { first: string }) {
  const now = useNow(first)
  const text = instantText(now)
  return (
    <time className={css.clock} dateTime={now.toISOString()} suppressHydrationWarning>
      <span>{text.slice(0, 10)}</span>
      <b>{text.slice(11)}</b>
    </time>
  )
}
