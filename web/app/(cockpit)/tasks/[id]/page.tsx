import { TaskDetail } from '../../../../features/tasks/TaskDetail'
import { pageTitle } from '../../../../i18n/page-title'

export const generateMetadata = pageTitle('tasks')

export default async function TaskPage({ params }: { params: Promise<{ id: string }> }) {
  return <TaskDetail id={(await params).id} />
}
