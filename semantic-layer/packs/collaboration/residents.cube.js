import { areaCube, facilityCube, INSURED, measuresOf, RESIDENTS } from './cube-shape.js'

const flow = measuresOf({
  standard: '紧密型县域医共体监测指标（2024版）；就医流向（医保结算）',
  owner: '基层卫生处',
  tables: ['flow_month'],
})

/**
 * The flow comes from the insurance's settlements, so it stands over those who are insured. Until the register of the insured was a table it
 * stood over residents; that version can still be asked for.
 */
const perInsured = (numerator, id, { before, ...about }) =>
  flow.rate(id, numerator, {
    ...about,
    over: INSURED,
    version: '2026.2',
    effectiveFrom: '2026-11-22',
    change: ['分母由常住人口改为基本医保参保人数', 'Divided by persons insured, no longer by residents'],
    earlier: [
      {
        version: '2026.1',
        effectiveFrom: '2026-01-01',
        evidence: 'default',
        standard: '紧密型县域医共体监测指标（2024版）；就医流向（医保结算）',
        over: RESIDENTS,
        ...before,
      },
    ],
  })

/*
 * Residents of a county, wherever they were treated: a row belongs to the county of residence. A hospital's own numbers cannot
 * answer this, because they do not know who went elsewhere.
 */
cube(
  'careFlow',
  areaCube({
    pack: 'collaboration',
    tables: ['flow_month'],
    grain: 'month',
    facts: `SELECT w.area_code, w.treated_code, w.month_start, w.service, w.visits, w.admissions, w.fees,
        CASE WHEN w.treated_code = w.area_code THEN 1 ELSE 0 END AS at_home, CASE WHEN k.tier = 'primary' THEN 1 ELSE 0 END AS primary_care,
        CASE WHEN w.facility_id LIKE 'OUT%' THEN 1 ELSE 0 END AS outside
      FROM flow_month w
      LEFT JOIN facility_at k ON k.facility_id = w.facility_id AND w.month_start >= k.since AND w.month_start < k.until`,
    day: 'month_start',
    dimensions: { service: 'service', treatedCode: 'treated_code' },
    // A rollup by home and place of care would be as large as the flow itself.
    tooFine: ['treatedCode'],
    measures: {
      visits: flow.sum('visits', {
        name: ['居民诊疗人次', 'Visits of residents'],
        unit: ['人次', 'visits'],
        formula: ['本地居民在各地的门急诊人次', 'Visits of the place’s residents, wherever they went'],
        rates: [
          perInsured('visits', 'visitsPerResident', {
            name: ['参保人人均就诊次数', 'Visits per insured person'],
            unit: ['次/人', 'per person'],
            formula: [
              '期内参保居民诊疗人次 ÷ 期末基本医保参保人数（不折年）',
              'Visits of insured residents in the period ÷ persons insured at its end, not annualised',
            ],
            before: {
              name: ['居民人均就诊次数', 'Visits per resident'],
              formula: [
                '期内居民诊疗人次 ÷ 常住人口（不折年）',
                'Visits of residents in the period ÷ residents, not annualised',
              ],
            },
          }),
        ],
      }),
      admissions: flow.sum('admissions', {
        name: ['居民住院人次', 'Admissions of residents'],
        unit: ['人次', 'admissions'],
        formula: ['本地居民在各地的住院人次', 'Admissions of the place’s residents, wherever they went'],
        rates: [
          perInsured('admissions', 'admissionsPerHundred', {
            name: ['参保人住院率（每百参保人住院人次）', 'Admissions per 100 insured'],
            unit: ['人次/百人', 'per 100'],
            per: 100,
            formula: [
              '期内参保居民住院人次 × 100 ÷ 期末基本医保参保人数（不折年）',
              'Admissions of insured residents in the period × 100 ÷ persons insured at its end, not annualised',
            ],
            before: {
              name: ['每百居民住院人次', 'Admissions per 100 residents'],
              formula: [
                '期内居民住院人次 × 100 ÷ 常住人口（不折年）',
                'Admissions of residents in the period × 100 ÷ residents, not annualised',
              ],
            },
          }),
        ],
      }),
      fees: flow.yuan('fees', {
        name: ['居民医疗费用', 'Fees of residents'],
        formula: ['本地居民在各地发生的医疗费用', 'Fees of the place’s residents, wherever they went'],
        rates: [
          flow.rate('feesPerInsured', 'fees', {
            over: INSURED,
            name: ['参保人人均医疗费用', 'Fees per insured person'],
            unit: ['元/人', 'yuan per person'],
            formula: [
              '期内参保居民医疗费用 ÷ 期末基本医保参保人数（不折年）',
              'Fees of insured residents in the period ÷ persons insured at its end, not annualised',
            ],
          }),
        ],
      }),
      visitsAtHome: flow.part('CASE WHEN at_home = 1 THEN visits ELSE 0 END'),
      admissionsAtHome: flow.part('CASE WHEN at_home = 1 THEN admissions ELSE 0 END'),
      feesAway: flow.part('CASE WHEN at_home = 0 THEN fees ELSE 0 END'),
      visitsInPrimaryCare: flow.part('CASE WHEN at_home = 1 AND primary_care = 1 THEN visits ELSE 0 END'),
      admissionsOutside: flow.part('CASE WHEN outside = 1 THEN admissions ELSE 0 END'),
      visitShare: flow.share('visitsAtHome', 'visits', {
        name: ['县域内就诊率', 'Visits within the county'],
        direction: 'higher',
        formula: [
          '居民在本县就诊人次 ÷ 居民全部就诊人次',
          'Residents’ visits inside their county ÷ all their visits anywhere',
        ],
        target: { min: 0.9, source: '县域内就诊率 90%（待与原文核对）', evidence: 'default' },
      }),
      admissionShare: flow.share('admissionsAtHome', 'admissions', {
        name: ['县域内住院率', 'Admissions within the county'],
        direction: 'higher',
        formula: [
          '居民在本县住院人次 ÷ 居民全部住院人次',
          'Residents’ admissions inside their county ÷ all their admissions',
        ],
      }),
      primaryShare: flow.share('visitsInPrimaryCare', 'visitsAtHome', {
        name: ['县域内基层诊疗占比', 'Primary care among visits in the county'],
        direction: 'higher',
        formula: ['居民在本县基层就诊人次 ÷ 在本县就诊人次', 'Visits in primary care ÷ visits, inside the county'],
      }),
      feesAwayShare: flow.share('feesAway', 'fees', {
        name: ['县域外费用占比', 'Fees spent outside the county'],
        direction: 'lower',
        formula: ['居民县外医疗费用 ÷ 居民医疗费用', 'Fees outside the county ÷ all fees of residents'],
      }),
      outsideShare: flow.share('admissionsOutside', 'admissions', {
        name: ['省外住院占比', 'Admissions outside the province'],
        direction: 'lower',
        formula: ['居民省外住院人次 ÷ 居民住院人次', 'Admissions outside the province ÷ admissions of residents'],
      }),
    },
  }),
)

const contracts = measuresOf({
  standard: '家庭医生签约服务统计；县域医共体监测',
  owner: '基层卫生处',
  tables: ['family_doctor_contract'],
})

cube(
  'familyDoctors',
  facilityCube({
    pack: 'collaboration',
    tables: ['family_doctor_contract'],
    grain: 'month',
    day: 'month_start',
    measures: {
      signed: contracts.stock('signed', {
        name: ['家庭医生签约人数', 'Residents under contract'],
        unit: ['人', 'people'],
        direction: 'higher',
        formula: ['期末签约人数', 'Residents under contract at the end of the period'],
        rates: [
          contracts.rate('signedShare', 'signed', {
            name: ['家庭医生签约率', 'Residents under contract, share'],
            unit: ['%', '%'],
            format: 'percent',
            digits: 1,
            direction: 'higher',
            formula: ['期末签约人数 ÷ 常住人口', 'Residents under contract ÷ residents'],
          }),
        ],
      }),
      keyResidents: contracts.stock('key_residents', {
        name: ['重点人群数', 'Residents of key groups'],
        unit: ['人', 'people'],
        formula: ['期末重点人群数', 'Residents of key groups at the end of the period'],
      }),
      keySigned: contracts.stock('key_signed', {
        name: ['重点人群签约人数', 'Key groups under contract'],
        unit: ['人', 'people'],
        direction: 'higher',
        formula: ['期末重点人群签约人数', 'Residents of key groups under contract at the end of the period'],
      }),
      servicesDue: contracts.part('services_due'),
      servicesDone: contracts.part('services_done'),
      keySignedShare: contracts.share('keySigned', 'keyResidents', {
        name: ['重点人群签约率', 'Key groups under contract, share'],
        direction: 'higher',
        formula: [
          '期末重点人群签约人数 ÷ 重点人群数',
          'Key groups under contract ÷ key groups, at the end of the period',
        ],
      }),
      doneShare: contracts.share('servicesDone', 'servicesDue', {
        name: ['签约履约率', 'Contracts kept'],
        direction: 'higher',
        formula: ['完成服务次数 ÷ 约定服务次数', 'Services done ÷ services due'],
      }),
    },
  }),
)
