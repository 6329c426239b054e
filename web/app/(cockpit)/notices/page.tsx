import { Notices } from '../../../features/notices/Notices'
import { pageTitle } from '../../../i18n/page-title'
import { requirePerson } from '../../../server/session/require-person'

export const generateMetadata = pageTitle('notices')

export default async function NoticesPage() {
  const { actions } = await requirePerson()
  return <Notices seesDead={actions.includes('health.read')} maySend={actions.includes('people.manage')} />
}
