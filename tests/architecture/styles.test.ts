import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { parseSource, readSources } from './source-file'
import { classesIn, LONGEST_SHEET, overlongSheets, readSheets, type Sheet, strayClasses } from './style-rules'

const root = path.resolve(import.meta.dirname, '../..')
const sheets = readSheets(root, 'web')
const judge = (css: string, component: string) =>
  strayClasses([{ file: 'web/a.module.css', text: css }], [parseSource('web/a.tsx', component)])

describe('the styles of the web', () => {
  test('were read at all', () => {
    expect(sheets.length).toBeGreaterThan(20)
  })

  test('every class has a component and every component its class', () => {
    expect(strayClasses(sheets, readSources(root, ['web/app', 'web/charts', 'web/features', 'web/map']))).toEqual([])
  })

  test(`no sheet is longer than ${LONGEST_SHEET} lines`, () => {
    expect(overlongSheets(sheets)).toEqual([])
    const long: Sheet = { file: 'web/a.module.css', text: '\n'.repeat(LONGEST_SHEET) }
    expect(overlongSheets([long])).toHaveLength(1)
  })
})

describe('a stray class is found', () => {
  const use = (body: string) => `import s from './a.module.css'\nexport const A = () => ${body}`

  test('when nobody names it, in whatever selector it stands', () => {
    const css = '@media (min-width: 1.5px) { .kept > .lost:not(.gone) { margin: .5rem } }'
    expect(judge(css, use('<i className={s.kept} />'))).toEqual([
      'web/a.module.css: nobody names .lost',
      'web/a.module.css: nobody names .gone',
    ])
  })

  test('when it does not exist, and when its name is computed', () => {
    expect(judge('.a {}', use('<i className={`$' + '{s.a} $' + '{s.b}`} />'))).toHaveLength(1)
    expect(judge('.a {}', use("<i className={s.a + s['a']} />"))).toHaveLength(1)
  })

  test('and what is no class is none: comments, texts, numbers, the library’s own', () => {
    const css =
      '/* .one */ .a::before { content: ".two"; width: calc(1.5px * .5) } .a :global(.ant-tree) {} @keyframes x { 50.5% {} }'
    expect([...classesIn(css)]).toEqual(['a'])
    expect(judge(css, use('<i className={s.a} />'))).toEqual([])
  })
})
