import { Admin } from '../../../features/admin/Admin'
import { pageTitle } from '../../../i18n/page-title'
import { requirePerson } from '../../../server/session/require-person'

export const generateMetadata = pageTitle('admin')

export default async function AdminPage() {
  const { actions } = await requirePerson()
  return <Admin actions={actions} />
}
