import { Catalogue } from '../../../features/catalogue/Catalogue'
import { pageTitle } from '../../../i18n/page-title'

export const generateMetadata = pageTitle('catalogue')

export default function CataloguePage() {
  return <Catalogue />
}
