import type { Action } from '@cockpit/domain/access/grant'

export interface Destination {
  /** Key of `shell.nav`. */
  readonly word:
    | 'cockpit'
    | 'alerts'
    | 'tasks'
    | 'imports'
    | 'institutions'
    | 'quality'
    | 'catalogue'
    | 'plan'
    | 'command'
    | 'admin'
  readonly href: string
  /** Shown to those who may do one of these somewhere; the server decides again at every request. */
  readonly needs: readonly Action[]
}

export const DESTINATIONS: readonly Destination[] = [
  { word: 'cockpit', href: '/', needs: ['indicator.read'] },
  { word: 'alerts', href: '/alerts', needs: ['alert.read'] },
  { word: 'tasks', href: '/tasks', needs: ['task.read'] },
  { word: 'imports', href: '/imports', needs: ['import.read', 'import.submit'] },
  { word: 'institutions', href: '/institutions', needs: ['institution.match'] },
  { word: 'quality', href: '/quality', needs: ['indicator.read'] },
  { word: 'catalogue', href: '/catalogue', needs: ['indicator.read'] },
  { word: 'plan', href: '/plan', needs: ['plan.simulate'] },
  { word: 'command', href: '/command', needs: ['alert.triage', 'task.sign'] },
  { word: 'admin', href: '/admin', needs: ['health.read', 'audit.read', 'people.manage'] },
]

export function destinationsFor(actions: readonly Action[]): Destination[] {
  return DESTINATIONS.filter(({ needs }) => needs.some((action) => actions.includes(action)))
}
