import { Ranking } from '../../../features/ranking/Ranking'
import { pageTitle } from '../../../i18n/page-title'

export const generateMetadata = pageTitle('ranking')

/** `?i=&area=&period=&by=&tier=` */
export default function RankingPage() {
  return <Ranking />
}
