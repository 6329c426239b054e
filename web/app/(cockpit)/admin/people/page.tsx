import { notFound } from 'next/navigation'
import { PeoplePage } from '../../../../features/people/PeoplePage'
import { pageTitle } from '../../../../i18n/page-title'
import { requirePerson } from '../../../../server/session/require-person'

export const generateMetadata = pageTitle('people')

export default async function People() {
  const { actions } = await requirePerson()
  const makes = actions.includes('people.manage')
  const gives = actions.includes('grants.manage')
  // To everyone else there is no such page; the queries behind it refuse by themselves.
  if (!makes && !gives) notFound()
  return <PeoplePage makes={makes} gives={gives} />
}
