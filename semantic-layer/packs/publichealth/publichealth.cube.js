import { areaCube, facilityCube, measuresOf } from './cube-shape.js'

const vaccination = measuresOf({
  standard: '国家免疫规划疫苗儿童免疫程序及说明；免疫规划信息统计',
  owner: '疾病预防控制处',
  tables: ['vaccination'],
})

cube(
  'vaccinations',
  areaCube({
    pack: 'publichealth',
    tables: ['vaccination'],
    grain: 'month',
    day: 'month_start',
    dimensions: { vaccine: 'vaccine' },
    derived: { dose: { sql: () => 'CAST(dose AS VARCHAR)', type: 'string' } },
    measures: {
      due: vaccination.part('due'),
      given: vaccination.sum('given', {
        name: ['免疫规划疫苗接种剂次', 'Doses given'],
        unit: ['剂次', 'doses'],
        formula: ['实种剂次之和（可按疫苗、剂次分解）', 'Doses given, by vaccine and dose'],
      }),
      coverage: vaccination.share('given', 'due', {
        name: ['免疫规划疫苗接种率', 'Vaccination coverage'],
        direction: 'higher',
        formula: ['实种剂次 ÷ 应种剂次（可按疫苗、剂次分解）', 'Doses given ÷ doses due, by vaccine and dose'],
        target: {
          min: 0.9,
          source: '国家免疫规划疫苗以乡镇为单位接种率 90% 以上（待与原文核对）',
          evidence: 'default',
        },
      }),
    },
  }),
)

const syndromes = measuresOf({
  standard: '传染病多渠道监测预警 症候群监测',
  owner: '疾病预防控制处',
  tables: ['syndrome_day'],
})

cube(
  'syndromes',
  facilityCube({
    pack: 'publichealth',
    tables: ['syndrome_day'],
    grain: 'day',
    day: 'visit_date',
    dimensions: { syndrome: 'syndrome' },
    measures: {
      cases: syndromes.sum('cases', {
        name: ['症候群病例数', 'Syndromic cases'],
        unit: ['例', 'cases'],
        direction: 'lower',
        suppressBelow: 5,
        formula: ['哨点机构报告的症候群病例数（可按症候群分解）', 'Cases reported by sentinel facilities, by syndrome'],
      }),
      influenzaLike: syndromes.part("CASE WHEN syndrome = '流感样病例' THEN cases ELSE 0 END"),
      influenzaVisits: syndromes.part("CASE WHEN syndrome = '流感样病例' THEN visits ELSE 0 END"),
      influenzaShare: syndromes.share('influenzaLike', 'influenzaVisits', {
        name: ['流感样病例占比 ILI%', 'Influenza-like illness, share of visits'],
        digits: 2,
        direction: 'lower',
        suppressBelow: 5,
        formula: ['流感样病例数 ÷ 哨点门急诊就诊总数', 'Influenza-like cases ÷ visits of the sentinel departments'],
      }),
    },
  }),
)
