import { QualityPage } from '../../../features/quality/QualityPage'
import { pageTitle } from '../../../i18n/page-title'

export const generateMetadata = pageTitle('quality')

export default function Quality() {
  return <QualityPage />
}
