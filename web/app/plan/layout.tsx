import { redirect } from 'next/navigation'
import type { ReactNode } from 'react'
import { Queries } from '../../features/queries/Queries'
import { ComponentTheme } from '../../features/shell/ComponentTheme'
import { Shell } from '../../features/shell/Shell'
import { ClientMessages } from '../../i18n/ClientMessages'
import { ports } from '../../server/ports'
import { serverCaller } from '../../server/server-caller'
import { requirePerson } from '../../server/session/require-person'

export const dynamic = 'force-dynamic'

/** The frame of the desk screens with the planner's words; whoever may not plan anywhere is led to the cockpit. */
export default async function PlanLayout({ children }: { children: ReactNode }) {
  const { name, roles, actions } = await requirePerson()
  if (!actions.includes('plan.simulate')) redirect('/')
  const demo = process.env.COCKPIT_DEMO === '1' || (await ports().db.area.count({ where: { demo: true } })) > 0
  const postures = await (await serverCaller()).posture.current()
  return (
    <ClientMessages features={['app', 'shell', 'plan', 'charts', 'states', 'posture', 'notices']}>
      <Queries>
        <ComponentTheme>
          <Shell person={{ name, roles, actions }} demo={demo} postures={postures}>
            {children}
          </Shell>
        </ComponentTheme>
      </Queries>
    </ClientMessages>
  )
}
