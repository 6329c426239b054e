import { TaskList } from '../../../features/tasks/TaskList'

export default function TasksPage() {
  return <TaskList />
}
