import type { NewKnownEvent } from '@cockpit/db/rules/known-events'
import { CalendarDate, calendarDate, daysInMonth } from '@cockpit/domain/period/calendar'
import { type Story, storiesOf } from '@cockpit/semantic-layer/demo/stories'
import type { DemoWorld } from '@cockpit/semantic-layer/packs/contract'

/** Indicators in which each planted story shows. */
const SHOWS_IN: Readonly<Record<Story['kind'], readonly string[]>> = {
  'rising-drug-share': ['income.drugShare'],
  'stops-reporting': ['outpatient.visits', 'inpatient.discharges'],
  'high-cost': ['inpatient.costIndex'],
  'lost-pages': ['consistency.rate'],
  'bed-shortage': ['resources.bedsPerThousand'],
  outbreak: ['notifiable.cases'],
}

/** The stories of the demonstration as events that are known to have happened, against which its rules are run. */
export function demoEvents(world: DemoWorld): NewKnownEvent[] {
  const countyOf = new Map(world.facilities.map((one) => [one.id, one.countyCode]))
  return storiesOf(world).flatMap((story) => {
    const [first] = story.months
    const last = story.months.at(-1)
    if (!first || !last) return []
    const facilityId = 'facilityId' in story ? story.facilityId : null
    const areaCode = 'countyCode' in story ? story.countyCode : (countyOf.get(story.facilityId) ?? '')
    const span = { from: CalendarDate.parse(`${first}-01`), to: lastDay(last) }
    const each = 'disease' in story ? story.disease : ''
    return SHOWS_IN[story.kind].map((indicator): NewKnownEvent => {
      const title = { zh: `演示：${story.title.zh}`, en: `Demo: ${story.title.en}` }
      return { indicator, title, areaCode, facilityId, each, ...span, demo: true }
    })
  })
}

function lastDay(month: string): CalendarDate {
  const [year, number] = month.split('-').map(Number) as [number, number]
  return calendarDate(year, number, daysInMonth(year, number))
}
