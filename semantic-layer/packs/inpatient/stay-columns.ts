import type { Column } from '../contract'

const ICD10 = { set: 'icd10', severity: 'flag' } as const
const OPERATION = { set: 'icd9cm3', severity: 'flag' } as const
const DEPARTMENT = { set: 'department', severity: 'flag' } as const
/** 入院病情: there on admission, not settled clinically, not known, not there. */
const STATE_ON_ADMISSION = ['1', '2', '3', '4']
/** Further diagnoses and further operations a page has room for, each. */
const ENTRIES = 40

/** What happened: the B and C parts. Editions of the code sets differ between senders, so an unknown code is flagged, not rejected. */
export const stayColumns: readonly Column[] = [
  {
    name: 'admission_route',
    type: 'text',
    headers: ['B11C'],
    title: { zh: '入院途径', en: 'Route of admission' },
    required: false,
    expected: true,
    values: ['1', '2', '3', '9'],
  },
  {
    name: 'admitted_at',
    type: 'timestamp',
    headers: ['B12'],
    title: { zh: '入院时间', en: 'Admitted at' },
    required: true,
  },
  {
    name: 'discharged_at',
    type: 'timestamp',
    headers: ['B15'],
    title: { zh: '出院时间', en: 'Discharged at' },
    required: true,
  },
  {
    name: 'admission_department',
    type: 'text',
    headers: ['B13C'],
    title: { zh: '入院科别', en: 'Department on admission' },
    required: false,
    codeSet: DEPARTMENT,
  },
  {
    name: 'department',
    type: 'text',
    headers: ['B16C'],
    title: { zh: '出院科别', en: 'Department' },
    required: true,
    codeSet: DEPARTMENT,
  },
  {
    name: 'los_days',
    type: 'integer',
    headers: ['B20'],
    title: { zh: '实际住院天数', en: 'Length of stay in days' },
    required: true,
    min: 1,
    max: 3650,
  },
  {
    name: 'clinic_diagnosis',
    type: 'text',
    headers: ['C01C'],
    title: { zh: '门（急）诊诊断编码', en: 'Outpatient or emergency diagnosis (ICD-10)' },
    required: false,
    expected: true,
    codeSet: ICD10,
  },
  {
    name: 'main_diagnosis',
    type: 'text',
    headers: ['C03C'],
    title: { zh: '主要诊断编码', en: 'Main diagnosis (ICD-10)' },
    required: true,
    codeSet: ICD10,
  },
  {
    name: 'main_diagnosis_state',
    type: 'text',
    headers: ['C05C'],
    title: { zh: '主要诊断入院病情', en: 'Main diagnosis: state on admission' },
    required: false,
    expected: true,
    values: STATE_ON_ADMISSION,
  },
  {
    name: 'other_diagnoses',
    type: 'list',
    headers: [],
    title: { zh: '其他诊断', en: 'Further diagnoses' },
    required: false,
    list: {
      view: 'case_diagnosis',
      title: { zh: '病案首页其他诊断', en: 'Further diagnoses of the front page' },
      count: ENTRIES,
      members: [
        {
          name: 'diagnosis',
          headers: ['C06x#C'],
          title: { zh: '诊断编码', en: 'Diagnosis (ICD-10)' },
          type: 'text',
          codeSet: ICD10,
        },
        {
          name: 'state',
          headers: ['C08x#C'],
          title: { zh: '入院病情', en: 'State on admission' },
          type: 'text',
          values: STATE_ON_ADMISSION,
        },
      ],
    },
  },
  {
    name: 'main_operation',
    type: 'text',
    headers: ['C14x01C'],
    title: { zh: '主要手术编码', en: 'Main operation (ICD-9-CM-3)' },
    required: false,
    codeSet: OPERATION,
  },
  {
    name: 'main_operation_date',
    type: 'date',
    headers: ['C16x01'],
    title: { zh: '主要手术日期', en: 'Day of the main operation' },
    required: false,
  },
  {
    name: 'main_operation_level',
    type: 'text',
    headers: ['C17x01'],
    title: { zh: '主要手术级别', en: 'Grade of the main operation' },
    required: false,
  },
  {
    name: 'main_operation_incision',
    type: 'text',
    headers: ['C21x01C'],
    title: { zh: '主要手术切口愈合等级', en: 'Incision and healing of the main operation' },
    required: false,
  },
  {
    name: 'main_operation_anaesthesia',
    type: 'text',
    headers: ['C22x01C'],
    title: { zh: '主要手术麻醉方式', en: 'Anaesthesia of the main operation' },
    required: false,
  },
  {
    name: 'other_operations',
    type: 'list',
    headers: [],
    title: { zh: '其他手术操作', en: 'Further operations' },
    required: false,
    list: {
      view: 'case_operation',
      title: { zh: '病案首页其他手术操作', en: 'Further operations of the front page' },
      count: ENTRIES,
      members: [
        {
          name: 'operation',
          headers: ['C35x#C'],
          title: { zh: '手术操作编码', en: 'Operation (ICD-9-CM-3)' },
          type: 'text',
          codeSet: OPERATION,
        },
        {
          name: 'operated_on',
          headers: ['C37x#'],
          title: { zh: '手术日期', en: 'Day of the operation' },
          type: 'date',
        },
        { name: 'level', headers: ['C38x#'], title: { zh: '手术级别', en: 'Grade' }, type: 'text' },
        {
          name: 'incision',
          headers: ['C42x#C'],
          title: { zh: '切口愈合等级', en: 'Incision and healing' },
          type: 'text',
        },
        { name: 'anaesthesia', headers: ['C43x#C'], title: { zh: '麻醉方式', en: 'Anaesthesia' }, type: 'text' },
      ],
    },
  },
  {
    name: 'discharge_way',
    type: 'text',
    headers: ['B34C'],
    title: { zh: '离院方式', en: 'Way of discharge' },
    required: true,
    values: ['1', '2', '3', '4', '5', '9'],
  },
  {
    name: 'readmission_planned',
    type: 'text',
    headers: ['B36C'],
    title: { zh: '出院31天内再住院计划（1 无，2 有）', en: 'Readmission within 31 days planned (1 no, 2 yes)' },
    required: false,
    expected: true,
    values: ['1', '2'],
  },
]
