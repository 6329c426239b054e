import { DispatchMany } from '../../../../features/tasks/DispatchMany'
import { pageTitle } from '../../../../i18n/page-title'

export const generateMetadata = pageTitle('tasks', 'many.title')

export default function DispatchManyPage() {
  return <DispatchMany />
}
