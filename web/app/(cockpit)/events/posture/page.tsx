import { PosturePage } from '../../../../features/posture/PosturePage'
import { pageTitle } from '../../../../i18n/page-title'

export const generateMetadata = pageTitle('posture')

export default function PostureSwitchPage() {
  return <PosturePage />
}
