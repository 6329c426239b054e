import { facilityCube, measuresOf } from './cube-shape.js'

const m = measuresOf({
  standard: '国家卫生健康统计调查制度（医疗卫生机构月报）',
  owner: '医政处',
  tables: ['visit_day'],
})
const visits = ['人次', 'visits']
const yuanPerVisit = { owner: '财务处', unit: ['元', 'yuan'], format: 'money', direction: 'lower' }

cube(
  'outpatient',
  facilityCube({
    pack: 'outpatient',
    tables: ['visit_day'],
    grain: 'day',
    day: 'visit_date',
    dimensions: { department: 'department' },
    measures: {
      visits: m.sum('outpatient_visits + emergency_visits', {
        name: ['门急诊人次', 'Outpatient and emergency visits'],
        unit: visits,
        formula: ['门诊人次 + 急诊人次（不含健康体检）', 'Outpatient + emergency visits, health check-ups excluded'],
      }),
      outpatientVisits: m.sum('outpatient_visits', {
        name: ['门诊人次', 'Outpatient visits'],
        unit: visits,
        formula: ['门诊挂号人次（不含急诊、健康体检）', 'Outpatient registrations, emergency and check-ups excluded'],
      }),
      emergencyVisits: m.sum('emergency_visits', {
        name: ['急诊人次', 'Emergency visits'],
        unit: visits,
        formula: ['急诊挂号人次', 'Emergency registrations'],
      }),
      checkupVisits: m.sum('checkup_visits', {
        name: ['健康体检人次', 'Health check-ups'],
        unit: visits,
        formula: ['健康体检人次之和（不计入诊疗人次）', 'Health check-ups, which count as no visits'],
      }),
      primaryVisits: m.part("CASE WHEN tier = 'primary' THEN outpatient_visits + emergency_visits ELSE 0 END"),
      primaryShare: m.share('primaryVisits', 'visits', {
        owner: '基层卫生处',
        name: ['基层诊疗占比', 'Share of primary care'],
        direction: 'higher',
        formula: [
          '基层医疗卫生机构门急诊人次 ÷ 全部门急诊人次（按机构当日级别）',
          'Visits of primary-care institutions ÷ all visits, by what the institution was on the day',
        ],
      }),
      ...m.parts({
        appointmentVisits: 'appointment_visits',
        outpatientIncome: 'outpatient_income',
        outpatientDrugIncome: 'outpatient_drug_income',
      }),
      appointmentRate: m.share('appointmentVisits', 'outpatientVisits', {
        name: ['预约诊疗率', 'Visits by appointment'],
        direction: 'higher',
        standard: '国办发〔2019〕4号 三级公立医院绩效考核',
        evidence: 'verified',
        formula: [
          '预约诊疗人次 ÷ 门诊人次（不含急诊）',
          'Visits by appointment ÷ outpatient visits, emergency excluded',
        ],
      }),
      costPerVisit: m.ratio('outpatientIncome', 'visits', {
        ...yuanPerVisit,
        name: ['次均门急诊费用', 'Cost per visit'],
        formula: ['门急诊收入 ÷ 门急诊人次', 'Outpatient income ÷ outpatient and emergency visits'],
      }),
      drugCostPerVisit: m.ratio('outpatientDrugIncome', 'visits', {
        ...yuanPerVisit,
        name: ['次均门急诊药费', 'Drug cost per visit'],
        formula: [
          '门急诊药品收入（含中药饮片） ÷ 门急诊人次',
          'Outpatient drug income, herbal pieces included ÷ outpatient and emergency visits',
        ],
      }),
    },
  }),
)
