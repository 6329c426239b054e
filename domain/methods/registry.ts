import { floatingCatchment } from './accessibility'
import { change } from './change'
import { cusum, riskAdjusted } from './cusum'
import { drg, drgReference } from './drg'
import { earsMethod } from './ears'
import { emrGrading } from './emr-grade'
import { equity } from './equity'
import { farringtonMethod } from './farrington'
import { funnel } from './funnel'
import type { Method } from './method'
import { bedsPerThousand, incidence, ratio } from './rates'
import { smr } from './smr'
import { xmr } from './xmr'

/** Every method, in the order in which they are listed. A new one is a file of its own and a line here. */
export const METHODS: readonly Method[] = [
  drg,
  drgReference,
  bedsPerThousand,
  incidence,
  ratio,
  equity,
  floatingCatchment,
  emrGrading,
  xmr,
  funnel,
  smr,
  change,
  earsMethod,
  farringtonMethod,
  cusum,
  riskAdjusted,
]

export function methodNamed(name: string): Method | undefined {
  return METHODS.find((one) => one.name === name)
}
