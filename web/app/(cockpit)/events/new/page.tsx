import { ReportForm } from '../../../../features/events/ReportForm'
import { pageTitle } from '../../../../i18n/page-title'

export const generateMetadata = pageTitle('events', 'form.title')

export default function ReportEventPage() {
  return <ReportForm />
}
