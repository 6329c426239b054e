import { Cockpit } from '../../features/cockpit/Cockpit'

export default function CockpitPage() {
  return <Cockpit mapboxToken={process.env.MAPBOX_TOKEN || undefined} />
}
