import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { CommandRoom } from '../../features/command/CommandRoom'
import { Queries } from '../../features/queries/Queries'
import { ClientMessages } from '../../i18n/ClientMessages'
import { serverCaller } from '../../server/server-caller'
import { requirePerson } from '../../server/session/require-person'

export const dynamic = 'force-dynamic'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('command'))('title') }
}

/** For tablets: no component library, so that it opens quickly over a weak line. */
export default async function CommandPage() {
  const me = await requirePerson()
  const postures = await (await serverCaller()).posture.current()
  return (
    <ClientMessages features={['command', 'charts', 'events', 'posture', 'states']}>
      <Queries>
        <CommandRoom
          me={{
            id: me.id,
            name: me.name,
            mayDispatch: me.actions.includes('task.dispatch'),
            mayReport: me.actions.includes('event.report'),
          }}
          postures={postures}
          mapboxToken={process.env.MAPBOX_TOKEN}
        />
      </Queries>
    </ClientMessages>
  )
}
