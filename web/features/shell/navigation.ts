import type { Action } from '@cockpit/domain/access/grant'

export interface Destination {
  /** Key of `shell.nav`. */
  readonly word:
    | 'cockpit'
    | 'ranking'
    | 'compare'
    | 'cases'
    | 'reports'
    | 'alerts'
    | 'tasks'
    | 'events'
    | 'loop'
    | 'rules'
    | 'imports'
    | 'institutions'
    | 'quality'
    | 'catalogue'
    | 'plan'
    | 'command'
    | 'audit'
    | 'admin'
  readonly href: string
  /** Shown to those who may do one of these somewhere; the server decides again at every request. */
  readonly needs: readonly Action[]
}

export interface DestinationGroup {
  /** Key of `shell.groups`. */
  readonly word: 'supervise' | 'respond' | 'data' | 'administer'
  readonly members: readonly Destination[]
}

const ENTRIES: readonly (Destination | DestinationGroup)[] = [
  { word: 'cockpit', href: '/', needs: ['indicator.read'] },
  {
    word: 'supervise',
    members: [
      { word: 'ranking', href: '/ranking', needs: ['indicator.read'] },
      { word: 'compare', href: '/compare', needs: ['indicator.read'] },
      { word: 'cases', href: '/cases', needs: ['case.read'] },
      { word: 'reports', href: '/reports', needs: ['export'] },
    ],
  },
  {
    word: 'respond',
    members: [
      { word: 'alerts', href: '/alerts', needs: ['alert.read'] },
      { word: 'tasks', href: '/tasks', needs: ['task.read'] },
      { word: 'events', href: '/events', needs: ['event.read'] },
      { word: 'loop', href: '/loop', needs: ['task.read'] },
      { word: 'rules', href: '/rules', needs: ['rules.manage', 'alert.read'] },
    ],
  },
  { word: 'plan', href: '/plan', needs: ['plan.simulate'] },
  { word: 'command', href: '/command', needs: ['alert.triage', 'task.sign'] },
  {
    word: 'data',
    members: [
      { word: 'catalogue', href: '/catalogue', needs: ['indicator.read'] },
      { word: 'quality', href: '/quality', needs: ['indicator.read'] },
      { word: 'imports', href: '/imports', needs: ['import.read', 'import.submit'] },
      { word: 'institutions', href: '/institutions', needs: ['institution.match'] },
    ],
  },
  {
    word: 'administer',
    members: [
      { word: 'admin', href: '/admin', needs: ['health.read', 'audit.read', 'people.manage'] },
      { word: 'audit', href: '/audit', needs: ['audit.read'] },
    ],
  },
]

/** What one may go to, in the order of the bar; a group of one is that one. */
export function destinationsFor(actions: readonly Action[]): (Destination | DestinationGroup)[] {
  const open = ({ needs }: Destination) => needs.some((action) => actions.includes(action))
  return ENTRIES.flatMap((entry): (Destination | DestinationGroup)[] => {
    if ('href' in entry) return open(entry) ? [entry] : []
    const members = entry.members.filter(open)
    return members.length > 1 ? [{ ...entry, members }] : members
  })
}

export function isHere(path: string, { href }: Destination): boolean {
  return href === '/' ? path === '/' : path === href || path.startsWith(`${href}/`)
}
