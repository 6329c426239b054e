import { FacilityQuality } from '../../../../../features/quality/FacilityQuality'

export default async function OneFacility({ params }: { params: Promise<{ id: string }> }) {
  return <FacilityQuality id={decodeURIComponent((await params).id)} />
}
