import { expect, test } from 'vitest'
import { footerHtml, headerHtml, watermarkScript } from './paper-frame'

const report = {
  state: 'settled',
  title: '总览',
  subject: '演示省 2026-10',
  versions: ['discharge@3', 'visit_day@7'],
  demo: true,
  through: '2026-10-28',
} as const
const stamp = { id: 'e-7', by: '监督员', at: new Date('2026-11-22T02:03:04Z'), language: 'zh' } as const

test('above a sheet stand page, place, period and the note of invented data; below it who, when, data and its number', () => {
  const header = headerHtml(report, stamp)
  for (const words of ['总览 · 演示省 2026-10', '数据截至 2026-10-28', '演示数据']) expect(header).toContain(words)
  const footer = footerHtml(report, stamp)
  for (const words of ['监督员 于 2026-11-22 10:03', 'e-7', 'discharge@3, visit_day@7', 'pageNumber', 'totalPages'])
    expect(footer).toContain(words)
  expect(headerHtml({ ...report, demo: false, through: null }, stamp)).not.toContain('演示数据')
  expect(footerHtml(report, { ...stamp, language: 'en' })).toContain('exported by 监督员 at 2026-11-22 10:03')
})

test('neither a title nor a name becomes markup or script', () => {
  const bad = '</b><script>x</script>"\'`'
  for (const html of [headerHtml({ ...report, title: bad }, stamp), footerHtml(report, { ...stamp, by: bad })])
    expect(html).not.toContain('<script')
  const script = watermarkScript({ ...stamp, by: bad })
  expect(script).not.toContain('<script')
  expect(() => new Function(script)).not.toThrow()
})
