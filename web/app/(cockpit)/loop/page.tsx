import { Loop } from '../../../features/loop/Loop'
import { pageTitle } from '../../../i18n/page-title'

export const generateMetadata = pageTitle('loop')

/** `?t=&f=&p=&i=&cmp=&tier=` as the cockpit's, and `b=` what the table is broken down by. */
export default function LoopPage() {
  return <Loop />
}
