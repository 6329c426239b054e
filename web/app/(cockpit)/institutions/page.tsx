import { Institutions } from '../../../features/institutions/Institutions'
import { pageTitle } from '../../../i18n/page-title'

export const generateMetadata = pageTitle('institutions')

export default function InstitutionsPage() {
  return <Institutions />
}
