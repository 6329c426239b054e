import { TaskList } from '../../../features/tasks/TaskList'
import { pageTitle } from '../../../i18n/page-title'

export const generateMetadata = pageTitle('tasks')

export default function TasksPage() {
  return <TaskList />
}
