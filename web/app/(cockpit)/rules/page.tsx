import { RuleList } from '../../../features/rules/RuleList'
import { pageTitle } from '../../../i18n/page-title'

export const generateMetadata = pageTitle('rules')

export default function RulesPage() {
  return <RuleList />
}
