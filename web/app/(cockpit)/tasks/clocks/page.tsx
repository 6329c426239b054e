import { ClockSettingsPage } from '../../../../features/tasks/ClockSettingsPage'
import { pageTitle } from '../../../../i18n/page-title'

export const generateMetadata = pageTitle('tasks', 'clocks.title')

export default function ClocksPage() {
  return <ClockSettingsPage />
}
