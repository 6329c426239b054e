import { Region } from '../../../../features/region/Region'
import { pageTitle } from '../../../../i18n/page-title'

export const generateMetadata = pageTitle('region')

/** `?p=&cmp=&flow=` */
export default async function RegionPage({ params }: { params: Promise<{ code: string }> }) {
  const mapboxToken = process.env.MAPBOX_TOKEN
  return <Region code={(await params).code} {...(mapboxToken ? { mapboxToken } : {})} />
}
