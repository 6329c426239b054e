import type { Bilingual } from '../ids'

/**
 * Why a case is in no group. Codes are stored, words are shown. Those of `GROUPER_FAULTS` say nothing about the case: its page was never
 * judged, and it is asked about again by the next run.
 */
export const UNGROUPED_REASONS = {
  'main-diagnosis-missing': { zh: '缺主要诊断', en: 'No main diagnosis' },
  'main-diagnosis-unknown': { zh: '主要诊断编码不在分组方案中', en: 'Main diagnosis unknown to the scheme' },
  'main-diagnosis-unfit': { zh: '主要诊断不能作为分组依据', en: 'Main diagnosis cannot lead to a group' },
  'operation-unknown': { zh: '手术操作编码不在分组方案中', en: 'Operation unknown to the scheme' },
  'operation-unrelated': { zh: '手术与主要诊断无关（歧义病例）', en: 'Operation unrelated to the main diagnosis' },
  'sex-conflict': { zh: '性别与诊断或手术矛盾', en: 'Sex contradicts diagnosis or operation' },
  'age-conflict': { zh: '年龄缺失或与诊断矛盾', en: 'Age missing or contradicts the diagnosis' },
  'weight-missing': { zh: '新生儿缺体重', en: 'Newborn without a weight' },
  'field-missing': { zh: '缺其他分组必填项', en: 'Another field the grouper needs is missing' },
  'out-of-scope': { zh: '不在分组范围（住院天数、费用或病种）', en: 'Outside the scheme: stay, cost or kind of case' },
  other: { zh: '分组器给出的其他原因', en: 'Another reason of the grouper' },
  'grouper-no-answer': { zh: '分组器未应答，待重新分组', en: 'The grouper did not answer; to be grouped again' },
  'grouper-bad-answer': { zh: '分组器应答有误，待重新分组', en: 'The grouper answered wrongly; to be grouped again' },
} as const satisfies Readonly<Record<string, Bilingual>>

export type UngroupedReason = keyof typeof UNGROUPED_REASONS

/** Every reason a file of results may name. */
export const REASON_CODES = Object.keys(UNGROUPED_REASONS) as readonly UngroupedReason[]

/** Faults of the grouper, not of the case. They never take the place of a result. */
export const GROUPER_FAULTS = ['grouper-no-answer', 'grouper-bad-answer'] as const satisfies readonly UngroupedReason[]

export function isGrouperFault(reason: UngroupedReason): boolean {
  return (GROUPER_FAULTS as readonly UngroupedReason[]).includes(reason)
}
