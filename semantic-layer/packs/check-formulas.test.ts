import { expect, test } from 'vitest'
import { readModels } from '../server/models'
import { checkFormulas } from './check-formulas'
import { packRoots } from './folders'
import { readFormulas } from './read-formulas'

const model = (measures: string, rows = 'SELECT facility_id, beds FROM bed_day') => [
  {
    fileName: 'cube-shape.js',
    content: "export const part = (sql) => ({ sql: () => sql, type: 'sum', meta: { part: true } })",
  },
  {
    fileName: 'clinic/clinic.cube.js',
    content: `import { part } from './cube-shape.js'\ncube('clinic', { sql: \`${rows}\`, measures: {${measures}} })`,
  },
]
const faults = (measures: string, rows?: string) => checkFormulas(readFormulas(model(measures, rows)))
/** `{top}` stands for the measure of that name, as in the model's `${CUBE.top}`. */
const ratio = (sql: string) =>
  `share: { type: 'number', sql: (CUBE) => \`${sql.replaceAll('{', '${CUBE.')}\`, meta: { indicator: { numerator: 'top', denominator: 'bottom' } } }`

test('the formulas of the shipped packs average no ratios', async () => {
  const formulas = readFormulas(await readModels(packRoots('')))
  expect(formulas.length).toBeGreaterThan(250)
  expect(checkFormulas(formulas)).toEqual([])
  // What is read is what the packs say.
  expect(formulas.find(({ name }) => name === 'beds.occupancy')?.sql).toBe(
    '{occupiedBedDays} * 1.0 / nullif({openBedDays}, 0)',
  )
})

test.each([
  ['a sum', "beds: part('beds')", undefined],
  ['a quotient of two sums', ratio('{top} * 1.0 / nullif({bottom}, 0)'), undefined],
  ['a slash in a text', 'beds: part("CASE WHEN class = \'PET/CT\' THEN 1 END")', undefined],
  ['a quotient column that nobody adds up', "beds: part('beds')", 'SELECT a / b AS rate, beds FROM bed_day'],
  [
    'a benchmark that says why it stands on the row',
    "ratios: { type: 'sum', sql: () => 'rate', meta: { part: true, quotient: 'a frozen benchmark' } }",
    'SELECT cost / mean AS rate FROM discharge',
  ],
])('%s is sound', (_, measures, rows) => {
  expect(faults(measures, rows)).toEqual([])
})

test.each([
  [
    'an average in the SQL',
    "mean: { type: 'number', sql: () => 'avg(occupied / open)' }",
    undefined,
    /clinic\.mean takes an average/,
  ],
  ['a sum of quotients', "rates: part('occupied / nullif(open, 0)')", undefined, /clinic\.rates adds up quotients/],
  [
    'a sum of a column that is a quotient',
    "rates: part('rate')",
    'SELECT occupied / open AS rate FROM bed_day',
    /clinic\.rates adds up rate/,
  ],
  [
    'one that is deeper in the rows',
    "rates: part('CASE WHEN valid THEN rate END')",
    'SELECT x.* FROM (SELECT coalesce(occupied / nullif(open, 0), 0) AS rate, valid FROM bed_day) x JOIN facility f ON f.id = x.id',
    /clinic\.rates adds up rate/,
  ],
  [
    'a ratio whose SQL is another one',
    ratio('{top} / {other}'),
    undefined,
    /clinic\.share is bottom and top by its meta, but its SQL is made of other and top/,
  ],
  ['a ratio whose SQL measures rows', ratio('sum(a) / sum(b)'), undefined, /made of no measure/],
])('%s is named', (_, measures, rows, fault) => {
  expect(faults(measures, rows).join('\n')).toMatch(fault)
})

test('what the model’s files share may import what they share, under another name too', () => {
  const models = [
    { fileName: 'a.js', content: 'export const ONE = 1\nconst own = 2\nexport function two() { return own }' },
    { fileName: 'b.js', content: "import { ONE as first } from './a.js'\nexport const sql = () => 'x / ' + first" },
    {
      fileName: 'p/p.cube.js',
      content:
        "import {\n  sql,\n} from './b.js'\nimport { two } from './a.js'\ncube('p', { measures: { m: { type: 'sum', sql }, n: { type: 'sum', sql: () => String(two()) } } })",
    },
  ]
  expect(readFormulas(models).map(({ name, sql }) => [name, sql])).toEqual([
    ['p.m', 'x / 1'],
    ['p.n', '2'],
  ])
})

test('a file that cannot be run by itself is named', () => {
  expect(() => readFormulas([{ fileName: 'a/b.cube.js', content: "import { x } from './gone.js'" }])).toThrow(
    /a\/b\.cube\.js cannot be read by itself: it imports gone\.js/,
  )
  expect(() => readFormulas([{ fileName: 'a/b.cube.js', content: 'cube(name)' }])).toThrow(
    /a\/b\.cube\.js cannot be read by itself/,
  )
})
