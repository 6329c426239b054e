import { facilityCube, measuresOf } from './cube-shape.js'

const m = measuresOf({
  standard: '紧密型县域医共体监测指标（2024版）；国办发〔2019〕4号',
  owner: '基层卫生处',
  tables: ['referral'],
})
const people = ['人次', 'patients']
const WITH_CARE = ['referral', 'visit_day', 'bed_day']

/*
 * Referrals stand at the facility that sends. Visits of primary care and discharges of hospitals are laid beneath them, so that the
 * rates are ratios of sums of one cube, down to the single facility. Whether it is primary care is asked of the fact's own day.
 */
cube(
  'referrals',
  facilityCube({
    pack: 'collaboration',
    tables: WITH_CARE,
    grain: 'day',
    facts: `
      SELECT facility_id, referral_date AS on_date, CASE WHEN direction = '上转' THEN referred ELSE 0 END AS up,
        CASE WHEN direction = '下转' THEN referred ELSE 0 END AS down, referred, accepted, accepted_in_time,
        CASE WHEN hours IS NOT NULL THEN hours END AS hours, CASE WHEN hours IS NOT NULL THEN accepted END AS timed,
        0 AS care_primary, 0 AS care_hospital
      FROM referral
      UNION ALL
      SELECT v.facility_id, v.visit_date, NULL, NULL, NULL, NULL, NULL, NULL, NULL, v.outpatient_visits + v.emergency_visits, 0
      FROM visit_day v
      JOIN facility_at k ON k.facility_id = v.facility_id AND v.visit_date >= k.since AND v.visit_date < k.until WHERE k.tier = 'primary'
      UNION ALL
      SELECT b.facility_id, b.bed_date, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0, b.discharges
      FROM bed_day b
      JOIN facility_at k ON k.facility_id = b.facility_id AND b.bed_date >= k.since AND b.bed_date < k.until WHERE k.tier <> 'primary'`,
    day: 'on_date',
    measures: {
      up: m.sum('up', {
        name: ['上转人次', 'Referred upwards'],
        unit: people,
        formula: ['向上级机构转诊人次之和', 'Patients referred to a higher facility'],
      }),
      down: m.sum('down', {
        name: ['下转人次', 'Referred downwards'],
        unit: people,
        direction: 'higher',
        formula: ['向二级或基层机构下转的门急诊、住院患者人次之和', 'Patients referred to secondary or primary care'],
      }),
      referred: m.part('referred'),
      accepted: m.part('accepted'),
      acceptedInTime: m.part('accepted_in_time'),
      hours: m.part('hours'),
      timed: m.part('timed'),
      primaryVisits: m.part('care_primary'),
      hospitalDischarges: m.part('care_hospital'),
      upRate: m.share('up', 'primaryVisits', {
        name: ['上转率', 'Upward referral rate'],
        digits: 2,
        direction: 'monitor',
        formula: ['上转人次 ÷ 基层诊疗人次', 'Referred upwards ÷ visits of primary care'],
        tables: ['referral', 'visit_day'],
      }),
      downRate: m.share('down', 'hospitalDischarges', {
        name: ['下转率', 'Downward referral rate'],
        digits: 2,
        direction: 'higher',
        formula: ['下转人次 ÷ 医院出院人次', 'Referred downwards ÷ discharges of hospitals'],
        tables: ['referral', 'bed_day'],
      }),
      downPerUp: m.ratio('down', 'up', {
        name: ['下转上转比', 'Down for each up'],
        unit: ['', ''],
        direction: 'higher',
        formula: ['下转人次 ÷ 上转人次', 'Referred downwards ÷ referred upwards'],
      }),
      acceptedShare: m.share('accepted', 'referred', {
        name: ['转诊接收率', 'Referrals accepted'],
        direction: 'higher',
        formula: ['接收人次 ÷ 转诊人次', 'Accepted ÷ referred'],
      }),
      inTimeShare: m.share('acceptedInTime', 'accepted', {
        name: ['及时接诊率', 'Accepted in time'],
        direction: 'higher',
        formula: ['及时接诊人次 ÷ 接收人次', 'Accepted in time ÷ accepted'],
      }),
      hoursToAccept: m.ratio('hours', 'timed', {
        name: ['平均接诊用时', 'Hours until accepted'],
        unit: ['小时', 'hours'],
        digits: 1,
        direction: 'lower',
        formula: ['接诊用时合计 ÷ 接收人次（填报了用时的）', 'Hours until accepted ÷ accepted, where hours were given'],
      }),
    },
  }),
)
