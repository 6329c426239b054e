import { Lineage } from '../../../features/lineage/Lineage'
import { pageTitle } from '../../../i18n/page-title'

export const generateMetadata = pageTitle('lineage')

/** `?file=` a batch; or `?i=&t=&f=&p=` a number. */
export default async function LineagePage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}) {
  const given = await searchParams
  const one = (name: string) => (typeof given[name] === 'string' && given[name] !== '' ? given[name] : undefined)
  const address = { file: one('file'), indicator: one('i'), territory: one('t'), facility: one('f'), period: one('p') }
  return <Lineage address={Object.fromEntries(Object.entries(address).filter(([, value]) => value !== undefined))} />
}
