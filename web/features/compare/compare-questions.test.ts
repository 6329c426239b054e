import { readParameters } from '@cockpit/domain/indicator/parameters'
import { parsePeriod } from '@cockpit/domain/period/period'
import { expect, test } from 'vitest'
import { LONGEST_ADDRESS } from '../../server/indicators/http-answer'
import { MOST_IN_FILE } from '../../server/indicators/http-answers'
import { fileAddress } from '../export/save-file'
import { MOST_COMPARED } from './compare-address'
import { comparedQuestions } from './compare-questions'

const subject = (territory: string, period = '2026-10') => ({ where: { territory }, period: parsePeriod(period) })
const definition = (id: string) => ({ id }) as Parameters<typeof comparedQuestions>[2]

test('each of those compared is asked by itself, its numbers and the months of the chosen indicator, and nothing else of the place', () => {
  const [a, b] = [definition('income.drugShare'), definition('inpatient.mortality')]
  const { totals, lines } = comparedQuestions([subject('330100'), subject('330203')], [a, b], b, false)
  expect(totals).toEqual(
    ['330100', '330203'].map((territory) => ({ indicators: [a.id, b.id], territory, period: '2026-10' })),
  )
  expect(lines.map(({ territory, indicators, series }) => [territory, indicators, series])).toEqual([
    ['330100', [b.id], 'month'],
    ['330203', [b.id], 'month'],
  ])
  expect(comparedQuestions([subject('330100', '2026-Q3')], [a], a, true).lines[0]?.period).toBe('2026-Q3')
})

test('the file of as many as may be compared, with as many indicators as a question takes, has an address the server reads', () => {
  const definitions = Array.from({ length: 24 }, (_, n) => definition(`inpatient.someLongIndicator${n}`))
  const five = Array.from({ length: MOST_COMPARED }, (_, n) => subject(`33010${n}`))
  const { totals, lines } = comparedQuestions(five, definitions, definition('inpatient.mortality'), false)
  const address = fileAddress([...totals, ...lines], 'xlsx')
  expect(address.length).toBeLessThan(LONGEST_ADDRESS)
  const { searchParams, pathname } = new URL(address, 'http://cockpit')
  expect([pathname, searchParams.get('format')]).toEqual(['/api/export/answers', 'xlsx'])
  const questions = searchParams.getAll('question')
  expect(questions).toHaveLength(MOST_IN_FILE)
  const read = questions.map((text) => readParameters(new URLSearchParams(text)))
  expect(read.map((one) => one.ok && [one.query.territory, one.query.series])).toEqual([
    ...five.map(({ where }) => [where.territory, undefined]),
    ...five.map(({ where }) => [where.territory, 'month']),
  ])
})

test('one question is asked where every program asks it', () => {
  expect(fileAddress([{ indicators: ['a.b'], territory: '330000', period: '2026-10' }], 'csv')).toBe(
    '/api/indicators?indicator=a.b&territory=330000&period=2026-10&format=csv',
  )
})
