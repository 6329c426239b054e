import { facilityCube, measuresOf } from './cube-shape.js'

const m = measuresOf({
  standard: '国家卫生健康统计调查制度（人力、设备、床位）',
  owner: '规划发展与信息化处',
  tables: ['resource_snapshot'],
})
const beds = ['张', 'beds']
const people = ['人', 'people']
const units = ['台', 'units']
const staffDensity = { unit: ['人/千人', 'per 1,000'], per: 1000 }
const unitDensity = { unit: ['台/百万人', 'per million'], per: 1000000, digits: 1 }

/* What a facility has at month end; `density` is the same per residents of the place. */
const STOCKS = {
  beds: {
    column: 'beds',
    name: ['实有床位', 'Beds in place'],
    unit: beds,
    density: {
      id: 'bedsPerThousand',
      name: ['每千人口床位', 'Beds per 1,000'],
      unit: ['张/千人', 'per 1,000'],
      per: 1000,
      target: { min: 7.4, max: 7.5, source: '区域规划目标（可配置，待与规划原文核对）', evidence: 'default' },
    },
  },
  plannedBeds: { column: 'beds_planned', name: ['编制床位', 'Planned beds'], unit: beds },
  icuBeds: { column: 'icu_beds', name: ['重症床位', 'Intensive-care beds'], unit: beds },
  physicians: {
    column: 'physicians',
    name: ['执业（助理）医师', 'Physicians'],
    unit: people,
    density: { id: 'physiciansPerThousand', name: ['每千人口医师', 'Physicians per 1,000'], ...staffDensity },
  },
  nurses: {
    column: 'nurses',
    name: ['注册护士', 'Nurses'],
    unit: people,
    density: { id: 'nursesPerThousand', name: ['每千人口护士', 'Nurses per 1,000'], ...staffDensity },
  },
  generalPractitioners: {
    column: 'general_practitioners',
    name: ['全科医生', 'General practitioners'],
    unit: people,
    density: {
      id: 'generalPractitionersPerTenThousand',
      name: ['每万人口全科医生', 'General practitioners per 10,000'],
      unit: ['人/万人', 'per 10,000'],
      per: 10000,
    },
  },
  ct: {
    column: 'ct',
    name: ['CT 台数', 'CT scanners'],
    unit: units,
    density: { id: 'ctPerMillion', name: ['每百万人口 CT', 'CT per million'], ...unitDensity },
  },
  mri: {
    column: 'mri',
    name: ['MRI 台数', 'MRI scanners'],
    unit: units,
    density: { id: 'mriPerMillion', name: ['每百万人口 MRI', 'MRI per million'], ...unitDensity },
  },
  linac: { column: 'linac', name: ['直线加速器台数', 'Linear accelerators'], unit: units },
}

/* The denominator of a density is 常住人口 of the place, never the insured or the registered. */
const stock = (measure, { column, name, unit, density }) => {
  const [zh, en] = name
  const rate = ({ id, ...about }) =>
    m.rate(id, measure, {
      ...about,
      formula: [`期末${zh} × ${about.per} ÷ 常住人口`, `${en} at the end of the period × ${about.per} ÷ residents`],
    })
  return m.stock(column, {
    name,
    unit,
    formula: [`期末月的${zh}之和`, `${en} at the end of the period’s last month`],
    ...(density ? { rates: [rate(density)] } : {}),
  })
}

cube(
  'resources',
  facilityCube({
    pack: 'resources',
    tables: ['resource_snapshot'],
    grain: 'month',
    day: 'month_end',
    measures: {
      ...Object.fromEntries(Object.entries(STOCKS).map(([measure, about]) => [measure, stock(measure, about)])),
      physiciansPerNurse: m.ratio('physicians', 'nurses', {
        owner: '医政处',
        standard: '国办发〔2019〕4号 三级公立医院绩效考核',
        evidence: 'verified',
        name: ['医护比', 'Physicians per nurse'],
        unit: ['医师/护士', 'physicians per nurse'],
        direction: 'monitor',
        formula: ['期末执业（助理）医师 ÷ 注册护士', 'Physicians ÷ nurses at the end of the period'],
      }),
    },
  }),
)
