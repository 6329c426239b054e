import type { Grant } from '@cockpit/domain/access/grant'

/** Who asks. A display is an identity of its own: it reads, and nothing else. */
export interface Caller {
  readonly kind: 'person' | 'display'
  readonly id: string
  readonly name: string
  readonly grants: readonly Grant[]
  /** True for the accounts with a known password. */
  readonly demo: boolean
  /** The session a person came by; absent for everything else. */
  readonly session?: string
  /** A page of a scheduled report is put on paper for this person, who is not there: nothing may be changed. */
  readonly readsOnly?: true
}
