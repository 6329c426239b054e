import { createHmac } from 'node:crypto'
import type { FrontPage } from '@cockpit/domain/drg/front-page'
import type { Grouping } from '@cockpit/domain/drg/grouping'
import { httpGrouper } from '@cockpit/jobs/grouping/http-grouper'
import { GrouperSettings } from '@cockpit/jobs/grouping/settings'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  FAKE_VERSION,
  type FakeGrouperServer,
  say,
  soundly,
  soundResults,
  startFakeGrouper,
} from './fake-grouper-server'

let server: FakeGrouperServer
let troubles: string[] = []
let waits: number[] = []
beforeAll(async () => {
  server = await startFakeGrouper(soundly)
})
afterAll(() => server.stop())
beforeEach(() => {
  server.answerBy(soundly)
  troubles = []
  waits = []
})

const pageOf = (...diagnoses: string[]): FrontPage => ({
  sex: '2',
  ageYears: 0,
  ageDays: 3,
  birthWeight: 2900,
  admissionWeight: 2850,
  diagnoses,
  operations: ['99.8300'],
  stayDays: 4,
  dischargeWay: '1',
  cost: 5210.5,
})
const PAGES = ['I21.900', 'Z51.100', 'J18.900', 'K35.800', ''].map((code) => pageOf(...(code ? [code, 'I10.x00'] : [])))
const SOUND = ['I21', 'main-diagnosis-unfit', 'J18', 'K35', 'main-diagnosis-missing']

function grouperWith(more: Partial<GrouperSettings> = {}, secret?: string) {
  const settings = GrouperSettings.parse({
    url: server.url,
    allowed: [server.host],
    version: { name: FAKE_VERSION, from: '2026-01-01' },
    batch: 2,
    // Long, for a loaded machine; who tests slowness sets its own.
    timeoutSeconds: 60,
    ...more,
  })
  return httpGrouper(settings, {
    secret,
    now: () => new Date('2026-11-22T01:02:03Z'),
    onTrouble: (message) => troubles.push(message),
    wait: async (milliseconds) => waits.push(milliseconds),
  })
}
const said = (answers: readonly Grouping[]) => answers.map((one) => (one.grouped ? one.drg : one.reason))
const asked = (from: number) =>
  server.received
    .slice(from)
    .map(({ body }) => JSON.parse(body) as { version: string; cases: Record<string, unknown>[] })

describe('the region’s own grouper over HTTP', () => {
  test('is told plain fields and nothing by which a person could be known, in batches, and its answers keep the order', async () => {
    const before = server.received.length
    const answers = await grouperWith().group(PAGES)
    expect(said(answers)).toEqual(SOUND)
    expect(answers[0]).toEqual({
      grouped: true,
      ...{ mdc: 'I', adrg: 'I21', drg: 'I21', name: '假的，测试用', weight: 1.5, riskClass: 'low' },
    })
    const requests = asked(before)
    expect(requests.map(({ cases }) => cases.length).sort()).toEqual([1, 2, 2])
    // Two travel at a time: either may arrive first.
    const first = requests.find(({ cases }) => JSON.stringify(cases[0]?.diagnoses).includes('I21.900'))
    expect(first?.version).toBe(FAKE_VERSION)
    expect(first?.cases[0]).toEqual({
      ...{ id: 1, sex: '2', age_years: 0, age_days: 3, birth_weight: 2900, admission_weight: 2850 },
      ...{
        diagnoses: ['I21.900', 'I10.x00'],
        operations: ['99.8300'],
        los_days: 4,
        discharge_way: '1',
        cost_total: 5210.5,
      },
    })
  })

  test('each case it answers wrongly is ungrouped with that reason, and no other', async () => {
    const wrong: readonly [string, (results: object[]) => unknown[]][] = [
      ['left out', ([, ...rest]) => rest],
      ['answered twice', (all) => [...all, all[0]]],
      ['both a group and a reason', ([one, ...rest]) => [{ ...one, reason: 'other' }, ...rest]],
      ['neither', ([, ...rest]) => [{ id: 1 }, ...rest]],
      ['a reason nobody knows', ([, ...rest]) => [{ id: 1, reason: 'bad luck' }, ...rest]],
      ['a code with a line end', ([one, ...rest]) => [{ ...one, drg: 'I2\n1' }, ...rest]],
      ['a weight below zero', ([one, ...rest]) => [{ ...one, weight: -1 }, ...rest]],
      ['a weight that is text', ([one, ...rest]) => [{ ...one, weight: '1.5' }, ...rest]],
      ['a risk class nobody knows', ([one, ...rest]) => [{ ...one, risk_class: 'none' }, ...rest]],
      ['no object', ([, ...rest]) => ['I21', ...rest]],
    ]
    for (const [what, spoil] of wrong) {
      server.answerBy((cases, response) =>
        say(response, { version: FAKE_VERSION, results: spoil(soundResults(cases)) }),
      )
      expect([what, said(await grouperWith({ batch: 5 }).group(PAGES))]).toEqual([
        what,
        ['grouper-bad-answer', ...SOUND.slice(1)],
      ])
    }
    server.answerBy((cases, response) =>
      say(response, { version: FAKE_VERSION, results: [...soundResults(cases).reverse(), { id: 99, drg: 'I21' }] }),
    )
    expect(said(await grouperWith({ batch: 5 }).group(PAGES))).toEqual(SOUND)
  })

  test.each([
    ['another version', (response: Parameters<typeof say>[0]) => say(response, { version: 'FAKE-2', results: [] })],
    ['no JSON', (response: Parameters<typeof say>[0]) => say(response, '<html>')],
    ['another shape', (response: Parameters<typeof say>[0]) => say(response, [])],
    ['a refusal', (response: Parameters<typeof say>[0]) => say(response, {}, 401)],
    ['far too much', (response: Parameters<typeof say>[0]) => say(response, ' '.repeat(200_000))],
  ])('%s leaves all cases of the request ungrouped and is not asked again', async (_, answer) => {
    const before = server.received.length
    server.answerBy((_cases, response) => answer(response))
    expect(said(await grouperWith({ batch: 5 }).group(PAGES))).toEqual(PAGES.map(() => 'grouper-bad-answer'))
    expect(server.received.length - before).toBe(1)
    expect(troubles).toHaveLength(1)
    expect(troubles.join()).not.toContain('I21')
  })

  test('what fails for a moment is asked again, waiting longer each time', async () => {
    let failures = 0
    server.answerBy((cases, response, received) => {
      failures++
      if (failures === 1) return say(response, {}, 503)
      if (failures === 2) return response.destroy()
      return soundly(cases, response, received)
    })
    expect(said(await grouperWith({ batch: 5 }).group(PAGES))).toEqual(SOUND)
    expect(waits).toEqual([500, 1000])
  })

  test('a grouper that never answers is given up; no case is lost and the rest is not asked', async () => {
    const before = server.received.length
    server.answerBy(() => undefined)
    const answers = await grouperWith({
      batch: 1,
      parallel: 1,
      attempts: 1,
      giveUpAfter: 2,
      timeoutSeconds: 0.05,
    }).group(PAGES)
    expect(said(answers)).toEqual(PAGES.map(() => 'grouper-no-answer'))
    // On a busy machine a request may have been given up before it was read.
    expect(server.received.length - before).toBeLessThanOrEqual(2)
    expect(troubles).toEqual(['no answer within 0.05 seconds', 'no answer within 0.05 seconds'])
  })

  test('does not follow a redirect', async () => {
    const elsewhere = await startFakeGrouper(soundly)
    server.answerBy((_, response) => {
      response.writeHead(307, { Location: elsewhere.url })
      response.end()
    })
    expect(said(await grouperWith({ attempts: 1 }).group(PAGES.slice(0, 1)))).toEqual(['grouper-no-answer'])
    expect(elsewhere.received).toEqual([])
    await elsewhere.stop()
  })

  test('shows who asks: a bearer token, or a signature over time and body', async () => {
    const secret = 'a secret of the tests alone'
    await grouperWith({ auth: 'bearer' }, secret).group(PAGES.slice(0, 1))
    expect(server.received.at(-1)?.headers.authorization).toBe(`Bearer ${secret}`)
    await grouperWith({ auth: 'signature' }, secret).group(PAGES.slice(0, 1))
    const { headers, body } = server.received.at(-1) ?? { headers: {}, body: '' }
    expect(headers['x-cockpit-time']).toBe(String(Date.UTC(2026, 10, 22, 1, 2, 3) / 1000))
    expect(headers['x-cockpit-signature']).toBe(
      createHmac('sha256', secret).update(`${headers['x-cockpit-time']}.${body}`).digest('hex'),
    )
    expect(() => grouperWith({ auth: 'bearer' }, 'short')).toThrow('COCKPIT_GROUPER_SECRET')
  })

  test('nobody is asked whose host and port are not allowed', () => {
    for (const url of [
      'http://127.0.0.1:1/group',
      'http://example.org/group',
      'file:///etc/passwd',
      'http://127.0.0.1@evil.example/',
    ])
      expect(() => grouperWith({ url })).toThrow()
  })
})
