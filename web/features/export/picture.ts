/** What stands around the picture of a chart when it leaves. */
export interface PictureStamp {
  readonly title: string
  /** Lines below the drawing: what it is, of what place and period, from which data. */
  readonly lines: readonly string[]
  /** Written across it, faint: who took it out and when. */
  readonly watermark: string
  readonly colours: { readonly background: string; readonly text: string; readonly muted: string }
  readonly font: string
}

export interface Drawing {
  readonly svg: string
  readonly width: number
  readonly height: number
}

const EDGE = 16
const HEAD = 34
const LINE = 17

const escaped = (text: string) => text.replace(/[<>&"']/g, (sign) => `&#${sign.charCodeAt(0)};`)

/** The drawing with its title above, its envelope below and the watermark across it, as one SVG. Pure. */
export function stampedPicture(drawing: Drawing, stamp: PictureStamp): Drawing {
  const { title, lines, watermark, colours, font } = stamp
  const width = Math.round(drawing.width + 2 * EDGE)
  const foot = Math.round(HEAD + drawing.height)
  const height = foot + lines.length * LINE + EDGE
  const text = (x: number, y: number, size: number, colour: string, words: string, more = '') =>
    `<text x="${x}" y="${y}" font-family="${escaped(font)}" font-size="${size}" fill="${colour}"${more}>${escaped(words)}</text>`
  const across: string[] = []
  for (let y = 60; y < height; y += 110)
    for (let x = -40; x < width; x += 300)
      across.push(text(x, y, 13, colours.text, watermark, ` opacity="0.1" transform="rotate(-20 ${x} ${y})"`))
  const svg = [
    `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
    `<rect width="${width}" height="${height}" fill="${colours.background}"/>`,
    text(EDGE, 23, 15, colours.text, title, ' font-weight="700"'),
    `<svg x="${EDGE}" y="${HEAD}" width="${drawing.width}" height="${drawing.height}">${drawing.svg}</svg>`,
    ...lines.map((line, n) => text(EDGE, foot + 14 + n * LINE, 11, colours.muted, line)),
    `<g aria-hidden="true">${across.join('')}</g>`,
    '</svg>',
  ].join('')
  return { svg, width, height }
}

/** What a picture takes with it of the page's styles: outside the page its classes and variables mean nothing. */
const KEPT = [
  'fill',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'opacity',
  'font-family',
  'font-size',
  'font-weight',
]

/** The drawing of a chart within an element of the page, free of the page's style sheets; null where there is none yet. */
export function drawingIn(element: Element): Drawing | null {
  const found = element.querySelector<SVGSVGElement>('[role="img"] svg, svg[role="img"]')
  if (!found) return null
  const { width, height } = found.getBoundingClientRect()
  const copy = found.cloneNode(true)
  if (!(copy instanceof SVGSVGElement) || width === 0 || height === 0) return null
  const originals = [found, ...found.querySelectorAll('*')]
  const copies = [copy, ...copy.querySelectorAll('*')]
  for (const [at, original] of originals.entries()) {
    const one = copies[at]
    if (!one) continue
    const style = getComputedStyle(original)
    for (const name of KEPT) one.setAttribute(name, style.getPropertyValue(name))
    one.removeAttribute('class')
    one.removeAttribute('style')
  }
  copy.setAttribute('width', String(width))
  copy.setAttribute('height', String(height))
  return { svg: new XMLSerializer().serializeToString(copy), width, height }
}

/** The picture as PNG, twice as fine as it is large. @throws Error where the browser cannot draw it */
export async function pngOf({ svg, width, height }: Drawing): Promise<Blob> {
  const address = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }))
  try {
    const image = new Image()
    image.src = address
    await image.decode()
    const canvas = document.createElement('canvas')
    canvas.width = width * 2
    canvas.height = height * 2
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height)
    return await new Promise((done, fail) =>
      canvas.toBlob((blob) => (blob ? done(blob) : fail(new Error('The browser made no picture.'))), 'image/png'),
    )
  } finally {
    URL.revokeObjectURL(address)
  }
}
