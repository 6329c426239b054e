import { facilityCube, measuresOf } from './cube-shape.js'

const m = measuresOf({
  standard: '国家卫生健康统计调查制度（床位使用情况月报）',
  owner: '医政处',
  tables: ['bed_day'],
})

cube(
  'beds',
  facilityCube({
    pack: 'inpatient',
    tables: ['bed_day'],
    grain: 'day',
    day: 'bed_date',
    dimensions: { department: 'department' },
    measures: {
      admissions: m.sum('admissions', {
        name: ['入院人次', 'Admissions'],
        unit: ['人次', 'admissions'],
        formula: ['按日入院人次之和', 'Daily admissions added up'],
      }),
      discharges: m.sum('discharges', {
        name: ['出院人次', 'Discharges'],
        unit: ['人次', 'discharges'],
        formula: [
          '床位日报按日出院人次之和；先于病案首页可知',
          'Daily discharges of the bed return added up; known before the front pages arrive',
        ],
      }),
      openBedDays: m.sum('open_beds', {
        name: ['实际开放总床日', 'Open bed-days'],
        unit: ['床日', 'bed-days'],
        formula: [
          '每日 24 时实际开放床位之和（不含临时加床）',
          'Beds open at 24:00, day by day, temporary beds excluded',
        ],
      }),
      occupiedBedDays: m.sum('occupied_beds', {
        name: ['实际占用总床日', 'Occupied bed-days'],
        unit: ['床日', 'bed-days'],
        formula: [
          '每日 24 时实际占用床位之和（含临时加床）',
          'Beds occupied at 24:00, day by day, temporary beds included',
        ],
      }),
      occupancy: m.share('occupiedBedDays', 'openBedDays', {
        name: ['病床使用率', 'Bed occupancy'],
        direction: 'monitor',
        formula: ['实际占用总床日 ÷ 实际开放总床日（可超过 100%）', 'Occupied ÷ open bed-days; may exceed 100 %'],
        target: { min: 0.8, max: 0.9, source: '默认区间（可配置）', evidence: 'default' },
      }),
      workingDays: m.ratio('occupiedBedDays', 'openBedDays', {
        name: ['平均病床工作日（折年）', 'Days a bed is in use, per year'],
        unit: ['天/年', 'days per year'],
        digits: 1,
        per: 365,
        direction: 'monitor',
        formula: [
          '实际占用总床日 ÷ 平均开放病床，折成全年：实际占用总床日 ÷ 实际开放总床日 × 365',
          'Occupied bed-days ÷ mean open beds, brought to a year: occupied ÷ open bed-days × 365',
        ],
      }),
      turnover: m.ratio('discharges', 'openBedDays', {
        name: ['病床周转次数（折年）', 'Bed turnover, per year'],
        unit: ['次/年', 'per year'],
        digits: 1,
        per: 365,
        direction: 'higher',
        formula: [
          '出院人次 ÷ 实际开放总床日 × 365；折成全年，任何期间可比',
          'Discharges ÷ open bed-days × 365: brought to a year, so that any periods compare',
        ],
      }),
    },
  }),
)
