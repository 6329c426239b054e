import type { inferRouterOutputs } from '@trpc/server'
import type { useTranslations } from 'next-intl'
import { themeFrom } from '../../charts/theme'
import { instantText } from '../../format/instant'
import type { Language } from '../../i18n/locale'
import type { AppRouter } from '../../server/router'
import { drawingIn, pngOf, stampedPicture } from './picture'
import { type SaveOutcome, saveBlob } from './save-file'

export type Stamp = inferRouterOutputs<AppRouter>['export']['picture']

interface PictureWords {
  readonly title: string
  readonly language: Language
  readonly words: ReturnType<typeof useTranslations<'export'>>
  readonly format: 'svg' | 'png'
}

/**
 * Saves the chart of a panel as a picture. The server is asked first and logs it: without its stamp nothing is saved.
 * @throws what `permit` throws
 */
export async function savePicture(
  panel: Element,
  { title, language, words, format }: PictureWords,
  permit: (drawing: string) => Promise<Stamp>,
): Promise<SaveOutcome> {
  const drawing = drawingIn(panel)
  if (!drawing) return { ok: false, reason: 'noDrawing' }
  const stamp = await permit(drawing.svg)
  const theme = themeFrom(panel)
  const made = stampedPicture(drawing, {
    title: `${title} · ${stamp.place[language]}`,
    lines: stampLines(stamp, language, words),
    watermark: `${stamp.by} ${instantText(stamp.at)}`,
    colours: { background: theme.surface, text: theme.text, muted: theme.textSecond },
    font: theme.font,
  })
  const blob = format === 'png' ? await pngOf(made) : new Blob([made.svg], { type: 'image/svg+xml' })
  const file = `${stamp.demo ? '演示数据-' : ''}${title}-${stamp.period.from}-${stamp.period.to}.${format}`.replace(
    /[\\/:*?"<>|]/g,
    '_',
  )
  saveBlob(blob, file)
  return { ok: true, file }
}

/** The envelope in words: where and when, data and definitions, who took it out. Pure. */
export function stampLines(stamp: Stamp, language: Language, t: PictureWords['words']): string[] {
  const { period, dataThrough, dataVersion, indicators, demo, by, at, id } = stamp
  const definition = ({ name, unit, version }: Stamp['indicators'][number]) =>
    unit[language] === ''
      ? t('stamp.definitionBare', { name: name[language], version })
      : t('stamp.definition', { name: name[language], unit: unit[language], version })
  return [
    [
      stamp.place[language],
      t('stamp.period', { from: period.from, to: period.to }),
      ...(dataThrough ? [t('stamp.through', { day: dataThrough })] : []),
      ...(demo ? [t('stamp.demo')] : []),
    ].join(' · '),
    [...indicators.map(definition), t('stamp.data', { version: dataVersion })].join(' · '),
    t('stamp.by', { name: by, at: instantText(at), id }),
  ]
}
