import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Planner } from '../../features/plan/Planner'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('plan'))('title') }
}

export default function PlanPage() {
  return <Planner mapboxToken={process.env.MAPBOX_TOKEN} />
}
