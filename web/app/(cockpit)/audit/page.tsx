import { notFound } from 'next/navigation'
import { AuditPage } from '../../../features/audit/AuditPage'
import { pageTitle } from '../../../i18n/page-title'
import { requirePerson } from '../../../server/session/require-person'

export const generateMetadata = pageTitle('audit')

export default async function Audit() {
  const { actions } = await requirePerson()
  // To everyone else there is no such page; the queries behind it refuse by themselves.
  if (!actions.includes('audit.read')) notFound()
  return <AuditPage />
}
