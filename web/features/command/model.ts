import type { TaskCommand } from '@cockpit/domain/task/machine'
import type { LngLat } from '../../map/contract'
import type { Photo } from './photo'
import type { ListedAlert, ListedTask } from './work-lists'

export interface EvidenceItem {
  readonly id: string
  readonly fileName: string
  readonly mediaType: string
}

/** A task as the tablet shows it. Texts are already in the reader's language. */
export interface CommandTask extends ListedTask {
  readonly title: string
  readonly instruction: string
  /** The institution or area that has it. */
  readonly place: string
  readonly areaCode: string
  readonly at: LngLat | null
  /** What was last written on it, and when. */
  readonly latest: { readonly note: string; readonly at: number; readonly command: string } | null
  readonly evidenceCount: number
  /** Known once the history has been read. */
  readonly evidence: readonly EvidenceItem[]
  readonly revision: number
  /** Commands this person's grants allow here; the server still has the last word. */
  readonly may: readonly TaskCommand[]
  /** This person dispatched it or fed it back: somebody else has to review it. */
  readonly handledByMe: boolean
  readonly demo: boolean
}

export interface CommandAlert extends ListedAlert {
  readonly title: string
  readonly advice: string
  /** The finding in a sentence: value against limit. */
  readonly finding: string
  readonly place: string
  readonly areaCode: string
  readonly facilityId: string | null
  readonly at: LngLat | null
  readonly mayDispatch: boolean
  /** When it last changed, as it was seen: dealt with since, it is not dispatched a second time. */
  readonly updatedAt: number
  readonly demo: boolean
}

/** Institutions that may be sent a task, those of the alert's own place first. */
export interface Responder {
  readonly id: string
  readonly name: string
  readonly county: string
  readonly tier: 'tertiary' | 'secondary' | 'primary'
  readonly countyCode: string
}

export interface MoveOrder {
  readonly taskId: string
  readonly command: TaskCommand
  readonly note: string
  readonly photos: readonly Photo[]
  readonly expectedRevision: number
}

export interface DispatchOrder {
  readonly alertId: string
  /** An institution, or null for the area's own health commission. */
  readonly facilityId: string | null
  readonly areaCode: string
  readonly title: string
  readonly instruction: string
  readonly level: CommandAlert['level']
  readonly seen: CommandAlert['updatedAt']
}

/** Sends an order under its key; resolves when the server took it. */
export interface CommandLine {
  move(order: MoveOrder, idempotencyKey: string): Promise<{ readonly repeated: boolean }>
  dispatch(order: DispatchOrder, idempotencyKey: string): Promise<{ readonly repeated: boolean }>
}
