import type { OutlierCheck, RowCheck, TwinCheck } from '../contract'
import { feeGiven, feeSum } from './fee-items'

/**
 * Rules over several fields of a front page. What cannot be right is rejected; what is probably wrong, or wrong in a field no figure
 * stands on, is flagged and published. `birth_date` may be used here: it exists while the row is checked, and never after.
 */
export const caseChecks: readonly RowCheck[] = [
  {
    id: 'discharge-before-admission',
    column: 'discharged_at',
    brokenWhen: 'discharged_at < admitted_at',
    message: { zh: '出院时间早于入院时间', en: 'Discharged before being admitted' },
    severity: 'reject',
  },
  {
    id: 'diagnosis-shape',
    column: 'main_diagnosis',
    brokenWhen: "NOT regexp_matches(main_diagnosis, '^[A-Z][0-9]{2}')",
    message: {
      zh: '主要诊断编码不是 ICD-10 格式（如 I21.000）',
      en: 'The main diagnosis is not written as ICD-10 (such as I21.000)',
    },
    severity: 'reject',
  },
  {
    id: 'born-after-discharge',
    column: 'discharged_at',
    brokenWhen: 'birth_date > discharged_at::DATE',
    message: { zh: '出生日期晚于出院时间', en: 'Born after the discharge' },
    severity: 'reject',
  },
  {
    id: 'amounts-not-in-yuan',
    column: 'cost_total',
    // A bed alone costs more a night. Of a stay of years, which is a wrong date, a month counts.
    brokenWhen:
      "cost_total > 0 AND cost_total < 5 * least(30, greatest(1, date_diff('day', admitted_at::DATE, discharged_at::DATE)))",
    message: {
      zh: '总费用平均每天不足 5 元，金额可能以千元或万元填写；请换算为元后重新发送，或在映射中用 unit 注明单位',
      en: 'The total comes to less than 5 yuan a day: amounts are probably in thousands or ten thousands; send them in yuan, or let a mapping name the unit',
    },
    severity: 'refuse',
    // One such page is a slip and is rejected; most of a file is its unit.
    tolerance: 0.5,
  },
  {
    id: 'fees-sum-to-total',
    column: 'cost_total',
    brokenWhen: `${feeGiven} AND abs((${feeSum}) - cost_total) > 1.0`,
    message: {
      zh: '各费用项之和与总费用相差超过 1 元',
      en: 'The fee items differ from the total by more than 1 yuan',
    },
    severity: 'flag',
  },
  {
    id: 'own-payment-above-total',
    column: 'cost_own',
    brokenWhen: 'cost_own > cost_total + 1.0',
    message: { zh: '自付金额超过总费用', en: 'The patient paid more than the total' },
    severity: 'flag',
  },
  {
    id: 'part-above-fee-item',
    column: 'cost_total',
    brokenWhen:
      'fee_antibacterial > coalesce(fee_western_drug, 0) + 1.0 OR coalesce(fee_anaesthesia, 0) + coalesce(fee_operation, 0) > coalesce(fee_surgical, 0) + 1.0 OR fee_physical_therapy > coalesce(fee_nonsurgical, 0) + 1.0',
    message: {
      zh: '分项超过所属费用项（抗菌药物/西药、麻醉和手术/手术治疗、物理治疗/非手术治疗）',
      en: 'A part exceeds its fee item (antibacterials, anaesthesia and operation, physical therapy)',
    },
    severity: 'flag',
  },
  {
    id: 'stay-against-dates',
    column: 'los_days',
    brokenWhen: "abs(greatest(1, date_diff('day', admitted_at::DATE, discharged_at::DATE)) - los_days) > 1",
    message: { zh: '住院天数与入出院日期不符', en: 'The length of stay does not agree with the dates' },
    severity: 'flag',
  },
  {
    id: 'age-against-birth-date',
    column: 'age_years',
    // Completed years on some day of the stay: a birthday may fall within it.
    brokenWhen:
      "age_years > date_diff('year', birth_date, discharged_at::DATE) OR age_years < date_diff('year', birth_date, admitted_at::DATE) - 1",
    message: { zh: '年龄与出生日期不符', en: 'The age does not agree with the date of birth' },
    severity: 'flag',
  },
  {
    id: 'infant-without-days',
    column: 'age_days',
    brokenWhen: 'age_years = 0 AND age_days IS NULL',
    message: { zh: '不足一周岁，应填写日龄', en: 'Under one year: the age in days is wanted' },
    severity: 'flag',
  },
  {
    id: 'days-beyond-first-year',
    column: 'age_days',
    brokenWhen: 'age_days > 0 AND age_years >= 1',
    message: { zh: '已满一周岁，不应填写日龄', en: 'Past the first year, yet an age in days' },
    severity: 'flag',
  },
  {
    id: 'newborn-without-weight',
    column: 'newborn_weight',
    brokenWhen: 'age_years = 0 AND age_days <= 28 AND (birth_weight IS NULL OR newborn_weight IS NULL)',
    message: {
      zh: '新生儿应填写出生体重和入院体重',
      en: 'A newborn needs the weight at birth and on admission',
    },
    severity: 'flag',
  },
  {
    id: 'newborn-weight-range',
    column: 'newborn_weight',
    // A nought stands for "does not apply" on many senders' pages of older patients.
    brokenWhen:
      'age_years = 0 AND age_days <= 28 AND (birth_weight NOT BETWEEN 100 AND 9999 OR newborn_weight NOT BETWEEN 100 AND 9999)',
    message: { zh: '新生儿体重应在 100 至 9999 克之间', en: 'A newborn weighs 100 to 9999 grams' },
    severity: 'flag',
  },
  {
    id: 'operation-without-date',
    column: 'main_operation_date',
    brokenWhen: 'main_operation IS NOT NULL AND main_operation_date IS NULL',
    message: { zh: '有主要手术编码，应填写手术日期', en: 'A main operation without its date' },
    severity: 'flag',
  },
  {
    id: 'operation-outside-stay',
    column: 'main_operation_date',
    // A day of slack: an emergency operation may begin before the bed is given.
    brokenWhen: 'main_operation_date < admitted_at::DATE - 1 OR main_operation_date > discharged_at::DATE + 1',
    message: { zh: '主要手术日期不在住院期间', en: 'The main operation lies outside the stay' },
    severity: 'flag',
  },
  {
    id: 'other-operation-outside-stay',
    column: 'other_operations',
    brokenWhen:
      'len(list_filter(other_operations, lambda one: one.operated_on < admitted_at::DATE - 1 OR one.operated_on > discharged_at::DATE + 1)) > 0',
    message: { zh: '其他手术日期不在住院期间', en: 'A further operation lies outside the stay' },
    severity: 'flag',
  },
  {
    id: 'coma-hours-or-minutes',
    column: 'coma_before_hours',
    brokenWhen:
      'coma_before_hours > 23 OR coma_after_hours > 23 OR coma_before_minutes > 59 OR coma_after_minutes > 59',
    message: {
      zh: '昏迷时间的小时应小于 24、分钟应小于 60',
      en: 'Hours of a coma are below 24 and minutes below 60; more are days and hours',
    },
    severity: 'flag',
  },
  {
    id: 'male-with-female-diagnosis',
    column: 'sex',
    // Pregnancy and childbirth, and diseases of the female organs.
    brokenWhen: "sex = '1' AND regexp_matches(main_diagnosis, '^(O[0-9]{2}|C5[1-8]|D2[5-8]|N7[0-7]|N8[0-9]|N9[0-8])')",
    message: { zh: '男性患者的主要诊断为女性疾病', en: 'A man with a diagnosis of women' },
    severity: 'flag',
  },
  {
    id: 'female-with-male-diagnosis',
    column: 'sex',
    brokenWhen: "sex = '2' AND regexp_matches(main_diagnosis, '^(C6[0-3]|D29|N4[0-9]|N5[01])')",
    message: { zh: '女性患者的主要诊断为男性疾病', en: 'A woman with a diagnosis of men' },
    severity: 'flag',
  },
  {
    id: 'dead-with-readmission-planned',
    column: 'readmission_planned',
    brokenWhen: "discharge_way = '5' AND readmission_planned = '2'",
    message: { zh: '离院方式为死亡，却有再住院计划', en: 'Died, yet a readmission is planned' },
    severity: 'flag',
  },
]

/** Against the pages of the same department in the same file; both are log-normal by nature. */
export const caseOutliers: readonly OutlierCheck[] = [
  {
    id: 'cost-outlier',
    column: 'cost_total',
    by: ['department'],
    scale: 'log',
    factor: 3,
    minimum: 30,
    message: { zh: '总费用远离同科室病例', en: 'Cost far from the department’s other cases' },
  },
  {
    id: 'stay-outlier',
    column: 'los_days',
    by: ['department'],
    scale: 'log',
    factor: 3,
    minimum: 30,
    message: { zh: '住院天数远离同科室病例', en: 'Stay far from the department’s other cases' },
  },
]

/** One stay entered under two record numbers counts twice in every figure. */
export const caseTwins: readonly TwinCheck[] = [
  {
    id: 'same-stay-twice',
    same: ['facility_id', 'person_key', 'admitted_at::DATE'],
    differs: 'record_no',
    message: {
      zh: '同一人同一天在同一机构入院，却有两个病案号',
      en: 'One person admitted to one facility on one day under two record numbers',
    },
  },
]
