import { cookies } from 'next/headers'
import type { ReactNode } from 'react'
import { Queries } from '../../features/queries/Queries'
import { ComponentTheme } from '../../features/shell/ComponentTheme'
import { Shell } from '../../features/shell/Shell'
import { ClientMessages } from '../../i18n/ClientMessages'
import { ports } from '../../server/ports'
import { requirePerson } from '../../server/session/require-person'
import { isTheme, THEME_COOKIE } from '../../theme/theme'

export const dynamic = 'force-dynamic'

const FEATURES = [
  'app',
  'shell',
  'cockpit',
  'charts',
  'alerts',
  'tasks',
  'imports',
  'institutions',
  'quality',
  'lineage',
  'catalogue',
  'admin',
  'states',
]

/** The desk screens: they share the person, the queries, the component library and the frame. */
export default async function CockpitLayout({ children }: { children: ReactNode }) {
  const { name, roles, actions } = await requirePerson()
  const demo = await ports().demo()
  const theme = (await cookies()).get(THEME_COOKIE)?.value
  return (
    <ClientMessages features={FEATURES}>
      <Queries>
        <ComponentTheme initial={isTheme(theme) ? theme : 'light'}>
          <Shell person={{ name, roles, actions }} demo={demo}>
            {children}
          </Shell>
        </ComponentTheme>
      </Queries>
    </ClientMessages>
  )
}
