import { cookies } from 'next/headers'
import type { ReactNode } from 'react'
import { PaperMark } from '../../features/export/PaperMark'
import { Queries } from '../../features/queries/Queries'
import { ComponentTheme } from '../../features/shell/ComponentTheme'
import { Shell } from '../../features/shell/Shell'
import { ClientMessages } from '../../i18n/ClientMessages'
import { ports } from '../../server/ports'
import { serverCaller } from '../../server/server-caller'
import { requirePerson } from '../../server/session/require-person'
import { isTheme, THEME_COOKIE } from '../../theme/theme'
import '../../theme/print.css'

export const dynamic = 'force-dynamic'

const FEATURES = [
  'app',
  'shell',
  'cockpit',
  'charts',
  'alerts',
  'command',
  'notices',
  'audit',
  'tasks',
  'imports',
  'institutions',
  'quality',
  'lineage',
  'loop',
  'catalogue',
  'admin',
  'profile',
  'states',
  'ranking',
  'explain',
  'region',
  'compare',
  'export',
  'cases',
  'doctors',
  'notes',
  'rules',
  'known-events',
  'events',
  'posture',
  'reports',
  'day',
  'people',
]

/** The desk screens: they share the person, the queries, the component library and the frame. */
export default async function CockpitLayout({ children }: { children: ReactNode }) {
  const { name, roles, actions } = await requirePerson()
  const demo = await ports().demo()
  const postures = await (await serverCaller()).posture.current()
  const theme = (await cookies()).get(THEME_COOKIE)?.value
  return (
    <ClientMessages features={FEATURES}>
      <Queries>
        <PaperMark />
        <ComponentTheme initial={isTheme(theme) ? theme : 'light'}>
          <Shell person={{ name, roles, actions }} demo={demo} postures={postures}>
            {children}
          </Shell>
        </ComponentTheme>
      </Queries>
    </ClientMessages>
  )
}
