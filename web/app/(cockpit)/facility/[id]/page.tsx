import { Profile } from '../../../../features/profile/Profile'
import { pageTitle } from '../../../../i18n/page-title'

export const generateMetadata = pageTitle('profile')

export default async function FacilityProfile({ params }: { params: Promise<{ id: string }> }) {
  return <Profile id={decodeURIComponent((await params).id)} />
}
