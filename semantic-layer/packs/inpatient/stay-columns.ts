import { choice, count, day, instant, text, yesNo } from '../columns'
import type { Column, ListMember, ListShape } from '../contract'

const ICD10 = { set: 'icd10', severity: 'flag' } as const
const OPERATION = { set: 'icd9cm3', severity: 'flag' } as const
const DEPARTMENT = { set: 'department', severity: 'flag' } as const
/** 入院病情: there on admission, not settled clinically, not known, not there. */
const STATE_ON_ADMISSION = ['1', '2', '3', '4']
/** Further diagnoses and further operations a page has room for, each. */
const ENTRIES = 40

const furtherDiagnoses: ListShape = {
  view: 'case_diagnosis',
  title: { zh: '病案首页其他诊断', en: 'Further diagnoses of the front page' },
  count: ENTRIES,
  members: [
    member('diagnosis', 'C06x#C', '诊断编码', 'Diagnosis (ICD-10)', { codeSet: ICD10 }),
    member('state', 'C08x#C', '入院病情', 'State on admission', { values: STATE_ON_ADMISSION }),
  ],
}

const furtherOperations: ListShape = {
  view: 'case_operation',
  title: { zh: '病案首页其他手术操作', en: 'Further operations of the front page' },
  count: ENTRIES,
  members: [
    member('operation', 'C35x#C', '手术操作编码', 'Operation (ICD-9-CM-3)', { codeSet: OPERATION }),
    member('operated_on', 'C37x#', '手术日期', 'Day of the operation', { type: 'date' }),
    member('level', 'C38x#', '手术级别', 'Grade'),
    member('incision', 'C42x#C', '切口愈合等级', 'Incision and healing'),
    member('anaesthesia', 'C43x#C', '麻醉方式', 'Anaesthesia'),
  ],
}

/**
 * How the main operation was done. Neither HQMS nor 卫统4 has a header for it and senders' codes contradict one another, so only the
 * column's own name is known; other headers take a mapping.
 */
const MAIN_OPERATION_WAS = [
  ['main_operation_minimally_invasive', '主要手术为微创手术', 'Main operation was minimally invasive'],
  ['main_operation_day_surgery', '主要手术为日间手术', 'Main operation was day surgery'],
  ['main_operation_elective', '主要手术为择期手术', 'Main operation was elective'],
] as const

/** 颅脑损伤患者昏迷时间: how long a patient with a brain injury was unconscious, in the page's own days, hours and minutes. */
const COMA = [
  ['C28', 'coma_before_days', '入院前昏迷天数', 'Coma before admission, days'],
  ['C29', 'coma_before_hours', '入院前昏迷小时数', 'Coma before admission, hours beside the days'],
  ['C30', 'coma_before_minutes', '入院前昏迷分钟数', 'Coma before admission, minutes beside the hours'],
  ['C31', 'coma_after_days', '入院后昏迷天数', 'Coma after admission, days'],
  ['C32', 'coma_after_hours', '入院后昏迷小时数', 'Coma after admission, hours beside the days'],
  ['C33', 'coma_after_minutes', '入院后昏迷分钟数', 'Coma after admission, minutes beside the hours'],
] as const

/** What happened: the B and C parts. Editions of the code sets differ between senders, so an unknown code is flagged, not rejected. */
export const stayColumns: readonly Column[] = [
  choice('admission_route', '入院途径', 'Route of admission', ['1', '2', '3', '9'], {
    headers: ['B11C'],
    required: 'expected',
  }),
  instant('admitted_at', '入院时间', 'Admitted at', { headers: ['B12'] }),
  instant('discharged_at', '出院时间', 'Discharged at', { headers: ['B15'] }),
  text('admission_department', '入院科别', 'Department on admission', {
    headers: ['B13C'],
    required: false,
    codeSet: DEPARTMENT,
  }),
  text('department', '出院科别', 'Department', { headers: ['B16C'], codeSet: DEPARTMENT }),
  text('transfer_department', '转科科别', 'Department moved to during the stay', {
    headers: ['B21C'],
    required: false,
    codeSet: DEPARTMENT,
  }),
  // Who answers for the stay: kept as a keyed hash, so that a doctor's cases stand together and nobody is named. General knowledge of HQMS.
  text('attending_key', '主治医师', 'Attending doctor', { headers: ['B24'], required: false, identifier: 'hash' }),
  text('staff_names', '科主任、其他医师、护士、编码员', 'Chiefs, other doctors, nurses, coders', {
    headers: ['B22', 'B23', 'B25', 'B26', 'B27', 'B28', 'B29', 'B31', 'B32'],
    required: false,
    identifier: 'drop',
  }),
  count('los_days', '实际住院天数', 'Length of stay in days', { headers: ['B20'], min: 1, max: 3650 }),
  text('clinic_diagnosis', '门（急）诊诊断编码', 'Outpatient or emergency diagnosis (ICD-10)', {
    headers: ['C01C'],
    required: 'expected',
    codeSet: ICD10,
  }),
  text('main_diagnosis', '主要诊断编码', 'Main diagnosis (ICD-10)', { headers: ['C03C'], codeSet: ICD10 }),
  choice('main_diagnosis_state', '主要诊断入院病情', 'Main diagnosis: state on admission', STATE_ON_ADMISSION, {
    headers: ['C05C'],
    required: 'expected',
  }),
  repeated('other_diagnoses', '其他诊断', 'Further diagnoses', furtherDiagnoses),
  text('main_operation', '主要手术编码', 'Main operation (ICD-9-CM-3)', {
    headers: ['C14x01C'],
    required: false,
    codeSet: OPERATION,
  }),
  day('main_operation_date', '主要手术日期', 'Day of the main operation', { headers: ['C16x01'], required: false }),
  text('main_operation_level', '主要手术级别', 'Grade of the main operation', {
    headers: ['C17x01'],
    required: false,
  }),
  text('main_operation_incision', '主要手术切口愈合等级', 'Incision and healing of the main operation', {
    headers: ['C21x01C'],
    required: false,
  }),
  text('main_operation_anaesthesia', '主要手术麻醉方式', 'Anaesthesia of the main operation', {
    headers: ['C22x01C'],
    required: false,
  }),
  ...MAIN_OPERATION_WAS.map(([name, zh, en]) => yesNo(name, zh, en, { headers: [name], required: false })),
  repeated('other_operations', '其他手术操作', 'Further operations', furtherOperations),
  ...COMA.map(([code, name, zh, en]) => count(name, zh, en, { headers: [code], required: false })),
  choice('discharge_way', '离院方式', 'Way of discharge', ['1', '2', '3', '4', '5', '9'], { headers: ['B34C'] }),
  choice(
    'readmission_planned',
    '出院31天内再住院计划（1 无，2 有）',
    'Readmission within 31 days planned (1 no, 2 yes)',
    ['1', '2'],
    { headers: ['B36C'], required: 'expected' },
  ),
]

function member(
  name: string,
  header: string,
  zh: string,
  en: string,
  more: Partial<Pick<ListMember, 'type' | 'values' | 'codeSet'>> = {},
): ListMember {
  return { name, headers: [header], title: { zh, en }, type: 'text', ...more }
}

function repeated(name: string, zh: string, en: string, list: ListShape): Column {
  return { name, type: 'list', headers: [], title: { zh, en }, required: false, list }
}
