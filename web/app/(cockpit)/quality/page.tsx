import { QualityPage } from '../../../features/quality/QualityPage'

export default function Quality() {
  return <QualityPage />
}
