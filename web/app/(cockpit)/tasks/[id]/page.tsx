import { TaskDetail } from '../../../../features/tasks/TaskDetail'

export default async function TaskPage({ params }: { params: Promise<{ id: string }> }) {
  return <TaskDetail id={(await params).id} />
}
