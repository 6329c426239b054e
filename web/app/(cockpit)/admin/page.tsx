import { Admin } from '../../../features/admin/Admin'
import { requirePerson } from '../../../server/session/require-person'

export default async function AdminPage() {
  const { actions } = await requirePerson()
  return <Admin actions={actions} />
}
