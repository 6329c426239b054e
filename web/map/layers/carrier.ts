import type { MapTarget } from '../engine-contract'

/** Every pickable object of every layer says what it stands for, so that picking is read in one place. */
export interface MapTargetCarrier {
  readonly target: MapTarget
}

export function isMapTargetCarrier(object: unknown): object is MapTargetCarrier {
  return typeof object === 'object' && object !== null && 'target' in object
}
