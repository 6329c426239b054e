import type { VisualTheme } from './theme'

/** How large to draw. `text` is the label size in CSS pixels; lines and symbols follow it, so a wall reads from afar. */
export interface Drawing {
  readonly theme: VisualTheme
  readonly text: number
  readonly animate: boolean
}

/** Length in CSS pixels that grows with the type: 1 at the 15 px of a wall seen at 1920. */
export function scaled(drawing: Drawing, pixels: number): number {
  return Math.round(((pixels * drawing.text) / 15) * 10) / 10
}

export function textStyle(drawing: Drawing, colour = drawing.theme.textSecond) {
  return { fontFamily: drawing.theme.font, fontSize: drawing.text, color: colour }
}

/** Option parts shared by every chart. */
export function canvas(drawing: Drawing) {
  return {
    animation: drawing.animate,
    animationDuration: 400,
    animationDurationUpdate: 400,
    textStyle: textStyle(drawing),
    backgroundColor: 'transparent',
  } as const
}

export function tooltip(drawing: Drawing) {
  return {
    confine: true,
    backgroundColor: drawing.theme.raised,
    borderColor: drawing.theme.lineStrong,
    borderWidth: 1,
    padding: [8, 12],
    textStyle: textStyle(drawing, drawing.theme.text),
  }
}

/** Month on an axis: the year stands below it where it begins, so that thirteen labels fit without touching. */
export function monthLabel(month: string, index: number): string {
  const [year, number] = month.split('-')
  return index === 0 || number === '01' ? `${Number(number)}\n${year}` : String(Number(number))
}
