import { FacilityQuality } from '../../../../../features/quality/FacilityQuality'
import { pageTitle } from '../../../../../i18n/page-title'

export const generateMetadata = pageTitle('quality')

export default async function OneFacility({ params }: { params: Promise<{ id: string }> }) {
  return <FacilityQuality id={decodeURIComponent((await params).id)} />
}
