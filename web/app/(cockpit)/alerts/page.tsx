import { AlertList } from '../../../features/alerts/AlertList'

export default function AlertsPage() {
  return <AlertList />
}
