import { NewReport } from '../../../../features/reports/NewReport'
import { pageTitle } from '../../../../i18n/page-title'

export const generateMetadata = pageTitle('reports', 'new')

/** `?path=`: the page that shall be made regularly. Without it the parameters of a question: the table that shall be. */
export default async function NewReportPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}) {
  const { path, ...question } = await searchParams
  const asked = Object.entries(question).flatMap(([name, value]) => [value ?? []].flat().map((text) => [name, text]))
  return <NewReport path={typeof path === 'string' ? path : null} asked={new URLSearchParams(asked).toString()} />
}
