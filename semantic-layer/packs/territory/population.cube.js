import { areaCube, measuresOf } from './cube-shape.js'

const m = measuresOf({
  standard: '国家统计局人口普查与年度人口统计（常住人口）；国家卫生健康统计调查制度',
  owner: '规划发展与信息化处',
  tables: ['population'],
})
const people = ['人', 'people']
const insurance = {
  standard: '国家医疗保障局《全国医疗保障事业发展统计公报》；基本医疗保险统计',
  tables: ['insured_person'],
  unit: people,
}

/*
 * One row a county and month: a year's figure holds from January until the next published year begins, the newest one for ten years more,
 * because census figures are late and a density needs some denominator. Its year is in `sourceYear`. A merged county's residents count
 * with its successor in the years for which they were published; it holds no longer than the successor's own figure.
 * Insured persons hold alike, each type of insurance by itself: a year that brings the employees only leaves the others as they were.
 */
cube(
  'population',
  areaCube({
    pack: 'territory',
    tables: ['population', 'insured_person'],
    grain: 'month',
    facts: `
      SELECT y.area_code AS area_code, y."year" AS "year", y.residents AS residents, y.aged_65 AS aged_65,
        y.known_residents AS known_residents, NULL AS insured_employees, NULL AS insured_residents, m.month_start AS month_start
      FROM (
        SELECT area_code, "year", residents, aged_65, known_residents,
          coalesce(lead("year") OVER (PARTITION BY area_code ORDER BY "year"), "year" + 11) AS until_year
        FROM (
          SELECT a.now_code AS area_code, p."year" AS "year", sum(p.residents) AS residents, sum(p.aged_65) AS aged_65,
            sum(CASE WHEN p.aged_65 IS NOT NULL THEN p.residents END) AS known_residents
          FROM population p JOIN area_now a ON a.area_code = p.area_code GROUP BY a.now_code, p."year"
        ) by_county
      ) y
      JOIN calendar_month m ON m."year" >= y."year" AND m."year" < y.until_year
      UNION ALL
      SELECT i.area_code, i."year", NULL, NULL, NULL, CASE WHEN i.insurance_type = '职工' THEN i.insured END,
        CASE WHEN i.insurance_type = '居民' THEN i.insured END, m.month_start
      FROM (
        SELECT area_code, "year", insurance_type, insured,
          coalesce(lead("year") OVER (PARTITION BY area_code, insurance_type ORDER BY "year"), "year" + 11) AS until_year
        FROM (
          SELECT a.now_code AS area_code, p."year" AS "year", p.insurance_type AS insurance_type, sum(p.insured) AS insured
          FROM insured_person p JOIN area_now a ON a.area_code = p.area_code GROUP BY a.now_code, p."year", p.insurance_type
        ) insured_by_county
      ) i
      JOIN calendar_month m ON m."year" >= i."year" AND m."year" < i.until_year`,
    day: 'month_start',
    derived: { sourceYear: { sql: (CUBE) => `${CUBE}."year"`, type: 'number', public: false } },
    unrolled: 'a few rows a county and year, spread over the months as they are asked for',
    measures: {
      residents: m.stock('residents', {
        name: ['常住人口', 'Residents'],
        unit: people,
        formula: ['期末所在年份的常住人口数', 'Residents in the year of the period’s last month'],
      }),
      agedSixtyFive: m.stock('aged_65', {
        name: ['65岁及以上常住人口', 'Residents aged 65 and over'],
        unit: people,
        formula: [
          '期末所在年份65岁及以上常住人口数',
          'Residents aged 65 and over in the year of the period’s last month',
        ],
      }),
      knownResidents: m.part('known_residents'),
      agedShare: m.share('agedSixtyFive', 'knownResidents', {
        name: ['65岁及以上人口占比', 'Share of residents aged 65 and over'],
        direction: 'monitor',
        formula: [
          '65岁及以上常住人口 ÷ 常住人口（只计公布了年龄的县级区划）',
          'Residents aged 65 and over ÷ residents, of counties whose ages are published',
        ],
      }),
      insured: m.stock('coalesce(insured_employees, insured_residents)', {
        ...insurance,
        name: ['基本医保参保人数', 'Persons insured'],
        formula: [
          '期末所在年份的职工医保与居民医保参保人数之和',
          'Persons insured as employees and as residents in the year of the period’s last month',
        ],
      }),
      insuredEmployees: m.stock('insured_employees', {
        ...insurance,
        name: ['职工医保参保人数', 'Insured as employees'],
        formula: [
          '期末所在年份的职工医保参保人数',
          'Persons insured as employees in the year of the period’s last month',
        ],
      }),
      insuredResidents: m.stock('insured_residents', {
        ...insurance,
        name: ['居民医保参保人数', 'Insured as residents'],
        formula: [
          '期末所在年份的城乡居民医保参保人数',
          'Persons insured as residents in the year of the period’s last month',
        ],
      }),
    },
  }),
)
