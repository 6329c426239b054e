import { Explain } from '../../../features/explain/Explain'
import { pageTitle } from '../../../i18n/page-title'

export const generateMetadata = pageTitle('explain')

/** `?i=&area=&f=&from=&to=&by=` */
export default function ExplainPage() {
  return <Explain />
}
