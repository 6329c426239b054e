import { OwnPassword } from '../../../features/people/OwnPassword'
import { pageTitle } from '../../../i18n/page-title'
import { requirePerson } from '../../../server/session/require-person'

export const generateMetadata = pageTitle('people', 'own.title')

export default async function Password() {
  const { name, roles } = await requirePerson()
  return <OwnPassword name={name} roles={roles} />
}
