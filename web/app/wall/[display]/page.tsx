import { headers } from 'next/headers'
import { getTranslations } from 'next-intl/server'
import { Notice } from '../../../features/wall/Notice'
import { Wall } from '../../../features/wall/Wall'
import { callerFrom } from '../../../server/caller'
import { composeFrame } from '../../../server/displays/compose-frame'
import { openWall } from '../../../server/displays/open-wall'
import { ports } from '../../../server/ports'

export const dynamic = 'force-dynamic'

/** A wall paints within a second and a half; tiles of a cold warehouse follow. */
const FIRST_PAINT_MS = 900

interface Props {
  params: Promise<{ display: string }>
  searchParams: Promise<{ map?: string }>
}

/** The first frame comes with its numbers; the browser takes over from there. */
export default async function WallPage({ params, searchParams }: Props) {
  const { display } = await params
  const { map } = await searchParams
  const t = await getTranslations('wall')
  const address = `/wall/${encodeURIComponent(display)}`
  const opened = await firstFrame(display)
  if ('failed' in opened)
    return (
      <>
        <meta httpEquiv="refresh" content="15" />
        <Notice title={t('refused.title')} text={t('refused.unreachable')} />
      </>
    )
  if ('refusal' in opened) {
    if (opened.refusal === 'revoked') return <Notice title={t('revoked.title')} text={t('revoked.text')} />
    const text = {
      'sign-in': t('refused.signIn'),
      unknown: t('refused.unknown', { id: display }),
      'no-scope': t('refused.noScope'),
    }[opened.refusal]
    return (
      <Notice title={t('refused.title')} text={text}>
        <a href={`/sign-in?next=${encodeURIComponent(address)}`}>{t('refused.toSignIn')}</a>
        <a href="/wall/pair">{t('refused.toPair')}</a>
      </Notice>
    )
  }
  return (
    <Wall
      first={opened.frame}
      frameUrl={`${address}/frame`}
      shapesUrl={`${address}/shapes`}
      mapboxToken={process.env.MAPBOX_TOKEN || undefined}
      approval={opened.approval}
      plain={map === 'plain'}
    />
  )
}

/** The page must come up even when nothing behind it does: it then says so and tries again. */
async function firstFrame(display: string) {
  try {
    const opened = ports()
    const wall = await openWall(display, await callerFrom(await headers(), opened), opened)
    if ('refusal' in wall) return wall
    const approval = await opened.db.setting.findUnique({ where: { key: 'map.approval' } })
    return {
      frame: await composeFrame(wall, opened, new Date(), FIRST_PAINT_MS),
      approval: typeof approval?.value === 'string' ? approval.value : undefined,
    }
  } catch (error) {
    console.error('The wall could not be opened:', error)
    return { failed: true as const }
  }
}
