import { NewRule } from '../../../../features/rules/NewRule'
import { pageTitle } from '../../../../i18n/page-title'

export const generateMetadata = pageTitle('rules', 'new')

export default function NewRulePage() {
  return <NewRule />
}
