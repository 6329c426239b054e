import type { TaskState } from './machine'

/** The whole loop in its order: 触发 研判 签发 签收 核查 处置 反馈 审核 指标恢复 办结 归档. */
export const STAGES = [
  'raised',
  'judged',
  'issued',
  'signed',
  'checked',
  'handled',
  'reviewed',
  'recovered',
  'closed',
  'archived',
] as const
export type Stage = (typeof STAGES)[number]

/** What a state waits for; null when nothing more comes. */
const AWAITED: Readonly<Record<Exclude<TaskState, 'suspended'>, Stage | null>> = {
  drafted: 'issued',
  dispatched: 'signed',
  signed: 'checked',
  checking: 'handled',
  handling: 'handled',
  fedBack: 'reviewed',
  verifying: 'recovered',
  closed: 'archived',
  archived: null,
  aborted: null,
}

export interface StageMark {
  readonly stage: Stage
  readonly mark: 'done' | 'now' | 'later'
}

/** The stages of a task with what is done, awaited, and still to come. A task without an alert has none of the alert's stages. */
export function stagesOf(task: {
  readonly state: TaskState
  readonly suspendedFrom: TaskState | null
  readonly fromAlert: boolean
  readonly recovery: 'none' | 'waiting' | 'recovered'
}): StageMark[] {
  const state = task.state === 'suspended' ? (task.suspendedFrom ?? 'signed') : task.state
  const awaited = state === 'suspended' ? null : AWAITED[state]
  const stages = STAGES.filter((stage) => {
    if (stage === 'raised' || stage === 'judged') return task.fromAlert
    return stage !== 'recovered' || task.recovery !== 'none'
  })
  // An aborted task has done nothing that would count.
  const position = awaited === null ? (state === 'archived' ? stages.length : 0) : stages.indexOf(awaited)
  return stages.map((stage, i) => ({
    stage,
    mark: i < position ? 'done' : i === position && awaited !== null ? 'now' : 'later',
  }))
}
