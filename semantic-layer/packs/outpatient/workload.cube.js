import { facilityCube, measuresOf } from './cube-shape.js'

const m = measuresOf({
  standard: '国家卫生健康统计调查制度（医疗卫生机构月报）',
  owner: '医政处',
  tables: ['visit_day', 'bed_day', 'resource_snapshot'],
})
/** Working days of a year, as national statistics take them for the load of a physician. */
const WORKING_DAYS = 251
const physicians = { unit: ['/人·日', 'per physician and day'], digits: 1, direction: 'monitor' }

/*
 * What a facility's people carry. Visits, bed-days and the physicians of each month end are laid under one another, so that each figure
 * is a ratio of sums of one cube, down to the facility: a physician counts once for every month, and months are brought to days of the year.
 */
cube(
  'workload',
  facilityCube({
    pack: 'outpatient',
    tables: ['visit_day', 'bed_day', 'resource_snapshot'],
    grain: 'month',
    facts: `
      SELECT facility_id, visit_date AS work_date, outpatient_visits, outpatient_visits + emergency_visits AS visits,
        NULL AS discharges, NULL AS occupied_beds, NULL AS physicians
      FROM visit_day
      UNION ALL
      SELECT facility_id, bed_date, NULL, NULL, discharges, occupied_beds, NULL FROM bed_day
      UNION ALL
      SELECT facility_id, month_end, NULL, NULL, NULL, NULL, physicians FROM resource_snapshot`,
    day: 'work_date',
    measures: {
      ...m.parts({
        outpatientVisits: 'outpatient_visits',
        visits: 'visits',
        discharges: 'discharges',
        occupiedBedDays: 'occupied_beds',
        physicianMonths: 'physicians',
      }),
      outpatientPerDischarge: m.ratio('outpatientVisits', 'discharges', {
        name: ['门诊人次与出院人次比', 'Outpatient visits per discharge'],
        unit: ['', ''],
        direction: 'monitor',
        standard: '国办发〔2019〕4号 三级公立医院绩效考核',
        evidence: 'verified',
        tables: ['visit_day', 'bed_day'],
        formula: [
          '门诊人次（不含急诊、健康体检） ÷ 出院人次',
          'Outpatient visits, emergency and check-ups excluded ÷ discharges',
        ],
      }),
      visitsPerPhysicianDay: m.ratio('visits', 'physicianMonths', {
        ...physicians,
        name: ['医师日均担负诊疗人次', 'Visits per physician and day'],
        per: 12 / WORKING_DAYS,
        tables: ['visit_day', 'resource_snapshot'],
        formula: [
          `门急诊人次 ÷ （各月末医师数之和 ÷ 12 × ${WORKING_DAYS} 个工作日）`,
          `Visits ÷ (physicians of the month ends ÷ 12 × ${WORKING_DAYS} working days)`,
        ],
      }),
      bedDaysPerPhysicianDay: m.ratio('occupiedBedDays', 'physicianMonths', {
        ...physicians,
        name: ['医师日均担负住院床日', 'Bed-days per physician and day'],
        per: 12 / 365,
        tables: ['bed_day', 'resource_snapshot'],
        formula: [
          '实际占用总床日 ÷ （各月末医师数之和 ÷ 12 × 365 天）',
          'Occupied bed-days ÷ (physicians of the month ends ÷ 12 × 365 days)',
        ],
      }),
    },
  }),
)
