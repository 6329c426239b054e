import { RuleView } from '../../../../features/rules/RuleView'
import { pageTitle } from '../../../../i18n/page-title'

export const generateMetadata = pageTitle('rules')

export default async function RulePage({ params }: { params: Promise<{ id: string }> }) {
  return <RuleView id={decodeURIComponent((await params).id)} />
}
