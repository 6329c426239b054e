import { EventDetail } from '../../../../features/events/EventDetail'
import { pageTitle } from '../../../../i18n/page-title'

export const generateMetadata = pageTitle('events')

export default async function EventPage({ params }: { params: Promise<{ id: string }> }) {
  return <EventDetail id={(await params).id} />
}
