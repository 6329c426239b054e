import { DataCatalogue } from '../../../../features/quality/DataCatalogue'
import { pageTitle } from '../../../../i18n/page-title'

export const generateMetadata = pageTitle('quality', 'catalogue.title')

export default function Catalogue() {
  return <DataCatalogue />
}
