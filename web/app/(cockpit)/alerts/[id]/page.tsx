import { AlertDetail } from '../../../../features/alerts/AlertDetail'

export default async function AlertPage({ params }: { params: Promise<{ id: string }> }) {
  return <AlertDetail id={(await params).id} />
}
