import { TableQuality } from '../../../../../features/quality/TableQuality'

export default async function OneTable({ params }: { params: Promise<{ name: string }> }) {
  return <TableQuality table={decodeURIComponent((await params).name)} />
}
