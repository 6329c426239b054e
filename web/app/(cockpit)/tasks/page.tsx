import { TaskList } from '../../../features/tasks/TaskList'
import { pageTitle } from '../../../i18n/page-title'
import { requirePerson } from '../../../server/session/require-person'

export const generateMetadata = pageTitle('tasks')

export default async function TasksPage() {
  const { actions } = await requirePerson()
  return <TaskList mayDispatch={actions.includes('task.dispatch')} maySetClocks={actions.includes('rules.manage')} />
}
