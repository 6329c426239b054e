import { TableQuality } from '../../../../../features/quality/TableQuality'
import { pageTitle } from '../../../../../i18n/page-title'

export const generateMetadata = pageTitle('quality')

export default async function OneTable({ params }: { params: Promise<{ name: string }> }) {
  return <TableQuality table={decodeURIComponent((await params).name)} />
}
