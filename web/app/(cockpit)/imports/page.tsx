import { Imports } from '../../../features/imports/Imports'
import { pageTitle } from '../../../i18n/page-title'

export const generateMetadata = pageTitle('imports')

export default function ImportsPage() {
  return <Imports />
}
