import { advanceCheckpoint, readCheckpoint } from '@cockpit/db/checkpoints'
import { posturesInForce } from '@cockpit/db/postures/in-force'
import { RULES_EVERY_MS } from '@cockpit/domain/posture/posture'
import { type EvaluatePorts, type Evaluation, evaluateRules } from './evaluate-rules'

const DAY_CHECKPOINT = 'rules-day'
const HOUR_CHECKPOINT = 'rules-hour'

/**
 * Judges the newest whole step of every rule once a day (Asia/Shanghai), once an hour while some territory works in emergency, whatever was published: rules that were
 * switched on or published since are heard without waiting for the next file. Null when it is not due. The day on which the installation begins is left to its first
 * publications.
 * @throws NotJudged when the semantic layer cannot answer; it is then tried again
 */
export async function evaluateDaily(ports: EvaluatePorts): Promise<Evaluation | null> {
  const now = ports.now()
  const today = Math.floor((now.getTime() + 8 * 3_600_000) / RULES_EVERY_MS.routine)
  const hour = Math.floor(now.getTime() / RULES_EVERY_MS.emergency)
  const done = await readCheckpoint(ports.db, DAY_CHECKPOINT)
  const emergency = (await posturesInForce(ports.db, now)).length > 0
  const hourDue = emergency && (await readCheckpoint(ports.db, HOUR_CHECKPOINT)) < hour
  if (done >= today && !hourDue) return null
  const found = done === 0 ? null : await evaluateRules(ports, 'schedule')
  await advanceCheckpoint(ports.db, DAY_CHECKPOINT, today)
  if (emergency) await advanceCheckpoint(ports.db, HOUR_CHECKPOINT, hour)
  return found
}
