'use client'

import { useLocale, useTranslations } from 'next-intl'
import { useEffect, useMemo, useState } from 'react'
import type { WallFrame } from './frame'
import { Notice } from './Notice'
import { AlertList, Ticker } from './panels/Alerts'
import { Centre } from './panels/Centre'
import { ClosureTile } from './panels/ClosureTile'
import { FairnessTile } from './panels/FairnessTile'
import { Income } from './panels/Income'
import { Radar } from './panels/Radar'
import { Ranking } from './panels/Ranking'
import { Running } from './panels/Running'
import { Targets } from './panels/Targets'
import { Trend } from './panels/Trend'
import { useNow } from './useNow'
import { useWallFrame } from './useWallFrame'
import { WallProvider } from './WallContext'
import { WallHeader } from './WallHeader'
import css from './wall.module.css'

export interface WallProps {
  readonly first: WallFrame
  readonly frameUrl: string
  readonly shapesUrl: string
  readonly mapboxToken?: string
  readonly approval?: string
  readonly plain?: boolean
}

/** The overview board, full screen. Drawn from one frame; the layout follows the shape of the screen. */
export function Wall({ first, frameUrl, shapesUrl, mapboxToken, approval, plain = false }: WallProps) {
  const t = useTranslations('wall')
  const language = useLocale() === 'en' ? 'en' : 'zh'
  const { frame, link } = useWallFrame(first, frameUrl)
  const now = useNow(first.composedAt, 30_000)
  const screen = useScreen()
  const surroundings = useMemo(() => ({ language, now }) as const, [language, now])
  const settings = useMemo(
    () => ({ shapesUrl, mapboxToken, approval, plain, ...screen }),
    [shapesUrl, mapboxToken, approval, plain, screen],
  )
  if (link === 'revoked' || link === 'signedOut')
    return (
      <Notice title={t(`${link}.title`)} text={t(`${link}.text`)}>
        {link === 'signedOut' && <a href="/sign-in">{t('refused.toSignIn')}</a>}
        <a href="/wall/pair">{t('refused.toPair')}</a>
      </Notice>
    )
  return (
    <WallProvider value={surroundings}>
      <main className={css.wall} data-wall={frame.display.id} data-link={link}>
        <WallHeader frame={frame} link={link} />
        <Running panel={frame.running} />
        <Income panel={frame.income} />
        <Radar panel={frame.radar} />
        <div className={css.room}>
          <Centre panel={frame.map} alerts={frame.alerts} settings={settings} />
          <Ranking panel={frame.map} />
        </div>
        <Targets panel={frame.targets} />
        <Trend panel={frame.trend} />
        <FairnessTile panel={frame.fairness} />
        <ClosureTile panel={frame.closure} />
        <AlertList panel={frame.alerts} />
        <Ticker panel={frame.alerts} />
      </main>
    </WallProvider>
  )
}

/** How large a wall pixel is, and whether the wall is a spliced, wide one: the same conditions as in the style sheet. */
function useScreen(): { magnify: number; wide: boolean } {
  const [screen, setScreen] = useState({ magnify: 1, wide: false })
  useEffect(() => {
    const measure = () => {
      const next = {
        magnify: Math.max(0.5, Math.min(innerWidth / 1920, innerHeight / 1080)),
        wide: innerWidth / innerHeight >= 3,
      }
      setScreen((before) => (before.magnify === next.magnify && before.wide === next.wide ? before : next))
    }
    measure()
    addEventListener('resize', measure)
    return () => removeEventListener('resize', measure)
  }, [])
  return screen
}
