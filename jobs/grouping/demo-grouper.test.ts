import type { FrontPage } from '@cockpit/domain/drg/front-page'
import { demoGroups } from '@cockpit/semantic-layer/demo/case-mix'
import { expect, test } from 'vitest'
import { DEMO_SEED } from '../demo/plan'
import { demoGrouper } from './demo-grouper'

const page = (diagnoses: readonly string[], operations: readonly string[], stayDays: number): FrontPage => ({
  ...{ sex: '1', ageYears: 50, ageDays: null, birthWeight: null, admissionWeight: null },
  ...{ diagnoses, operations, stayDays, dischargeWay: '1', cost: 9000 },
})

test('a page of every demonstration group comes into a group of its diagnosis, operation and nearest stay; others into none', async () => {
  const groups = demoGroups(DEMO_SEED)
  const grouper = demoGrouper()
  const answers = await grouper.group(
    groups.map(({ diagnosis, operation, stay }) => page([diagnosis], operation ? [operation] : [], stay)),
  )
  for (const [index, group] of groups.entries()) {
    const answer = answers[index]
    const found = groups.find(({ code }) => answer?.grouped && code === answer.drg)
    // Two groups may share all that a page tells; the first of them is taken then.
    expect([found?.diagnosis, found?.operation, found?.stay]).toEqual([group.diagnosis, group.operation, group.stay])
    expect(answer).toMatchObject({
      grouped: true,
      name: `演示分组 ${found?.code}`,
      weight: null,
      riskClass: found?.risk,
    })
  }
  expect(await grouper.group([page(['U99.900'], [], 3), page([], [], 3)])).toMatchObject([
    { grouped: false, reason: 'main-diagnosis-unknown' },
    { grouped: false, reason: 'main-diagnosis-missing' },
  ])
})
