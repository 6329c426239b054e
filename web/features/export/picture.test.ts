import { expect, test } from 'vitest'
import { stampedPicture } from './picture'

const drawing = { svg: '<svg width="200" height="100"><path d="M0 0h9"/></svg>', width: 200, height: 100 }
const colours = { background: '#fff', text: '#111', muted: '#555' }

test('the picture holds the drawing, its title, every line and the watermark more than once', () => {
  const { svg, width, height } = stampedPicture(drawing, {
    title: '平均住院日',
    lines: ['演示省 · 2026-10', '口径 2026.1'],
    watermark: '监督员 2026-11-22 10:00',
    colours,
    font: 'sans-serif',
  })
  expect(svg).toContain(drawing.svg)
  for (const words of ['平均住院日', '演示省 · 2026-10', '口径 2026.1']) expect(svg).toContain(`>${words}</text>`)
  expect(svg.split('监督员 2026-11-22 10:00').length - 1).toBeGreaterThan(1)
  expect(width).toBe(232)
  expect(height).toBeGreaterThan(100 + 2 * 17)
})

test('a name cannot become markup', () => {
  const { svg } = stampedPicture(drawing, {
    title: '<script>x</script>',
    lines: ['"><image href="x"/>'],
    watermark: "o'n & <b>",
    colours,
    font: '"A", sans-serif',
  })
  expect(svg).not.toContain('<script')
  expect(svg).not.toContain('<image')
  expect(svg).not.toContain('<b>')
  expect(svg).not.toContain('font-family=""A"')
})
