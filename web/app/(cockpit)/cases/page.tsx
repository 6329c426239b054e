import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { CasesPage } from '../../../features/cases/CasesPage'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('cases'))('title') }
}

export default function Cases() {
  return <CasesPage />
}
