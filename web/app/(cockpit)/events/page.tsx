import { EventList } from '../../../features/events/EventList'
import { pageTitle } from '../../../i18n/page-title'
import { requirePerson } from '../../../server/session/require-person'

export const generateMetadata = pageTitle('events')

export default async function EventsPage() {
  const { actions } = await requirePerson()
  return <EventList mayReport={actions.includes('event.report')} mayTurn={actions.includes('posture.ask')} />
}
