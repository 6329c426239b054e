import { count, day, EVERYBODY, facilityId } from '../columns'
import type { Column, WarehouseTable } from '../contract'
import { equipmentTables } from './equipment-tables'
import { projectTables } from './project-tables'

const stock = (name: string, zh: string, en: string, required = true): Column =>
  count(name, zh, en, { required, max: 100000 })

/** The further classes of 卫健统2; 卫生技术人员 are physicians, nurses, pharmacists, technicians and others together. */
const OTHER_STAFF = [
  ['pharmacists', '药师（士）', 'Pharmacists'],
  ['technicians', '技师（士）', 'Laboratory and imaging technicians'],
  ['health_staff', '卫生技术人员', 'Health professionals'],
  ['other_technical_staff', '其他技术人员', 'Other technical staff'],
  ['managers', '管理人员', 'Managers'],
  ['support_staff', '工勤技能人员', 'Support staff'],
  ['staff', '在岗职工', 'Staff in post'],
] as const

export const tables: readonly WarehouseTable[] = [
  {
    name: 'resource_snapshot',
    title: { zh: '床位、人员、设备月末数', en: 'Beds, staff and equipment at month end' },
    grain: 'facility x month',
    key: ['facility_id', 'month_end'],
    dateColumn: 'month_end',
    facilityColumn: 'facility_id',
    owedBy: EVERYBODY,
    owedEvery: 'month',
    // By the 10th of the next month: a default, for the commission to change.
    dueDays: 10,
    columns: [
      facilityId,
      day('month_end', '月末日期', 'Last day of the month'),
      stock('beds_planned', '编制床位', 'Planned beds'),
      stock('beds', '实有床位', 'Beds in place'),
      stock('icu_beds', '重症床位', 'Intensive-care beds'),
      stock('physicians', '执业（助理）医师', 'Physicians'),
      stock('nurses', '注册护士', 'Nurses'),
      stock('general_practitioners', '全科医生', 'General practitioners'),
      ...OTHER_STAFF.map(([name, zh, en]) => stock(name, zh, en, false)),
      stock('ct', 'CT 台数', 'CT scanners'),
      stock('mri', 'MRI 台数', 'MRI scanners'),
      stock('linac', '直线加速器台数', 'Linear accelerators'),
    ],
    checks: [
      {
        id: 'month-end-is-last-day',
        column: 'month_end',
        brokenWhen: 'month_end <> last_day(month_end)',
        message: { zh: '日期应为当月最后一天', en: 'The date must be the last day of its month' },
        severity: 'reject',
      },
      {
        id: 'icu-within-beds',
        column: 'icu_beds',
        brokenWhen: 'icu_beds > beds',
        message: { zh: '重症床位多于实有床位', en: 'More intensive-care beds than beds' },
        severity: 'reject',
      },
      {
        id: 'professions-above-health-staff',
        column: 'health_staff',
        brokenWhen: 'physicians + nurses + coalesce(pharmacists, 0) + coalesce(technicians, 0) > health_staff',
        message: {
          zh: '医师、护士、药师、技师之和多于卫生技术人员',
          en: 'Physicians, nurses, pharmacists and technicians exceed the health professionals they belong to',
        },
        severity: 'flag',
      },
    ],
  },
  ...equipmentTables,
  ...projectTables,
]
