import { Compare } from '../../../features/compare/Compare'
import { pageTitle } from '../../../i18n/page-title'

export const generateMetadata = pageTitle('compare')

/** `?of=&x=&area=&f=&i=&p=` */
export default function ComparePage() {
  return <Compare />
}
