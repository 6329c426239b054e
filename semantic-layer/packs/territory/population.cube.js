import { areaCube, measuresOf } from './cube-shape.js'

const m = measuresOf({
  standard: '国家统计局《统计用区划和常住人口统计》；国家卫生健康统计调查制度',
  owner: '规划发展与信息化处',
  tables: ['population'],
})
const people = ['人', 'people']

/*
 * One row a county and month: a year's figure holds from January until the next published year begins, the newest one for ten years more,
 * because census figures are late and a density needs some denominator. Its year is in `sourceYear`. A merged county's residents count
 * with its successor in the years for which they were published; it holds no longer than the successor's own figure.
 */
cube(
  'population',
  areaCube({
    pack: 'territory',
    tables: ['population'],
    grain: 'month',
    facts: `
      SELECT y.area_code AS area_code, y."year" AS "year", y.residents AS residents, y.aged_65 AS aged_65,
        y.known_residents AS known_residents, m.month_start AS month_start
      FROM (
        SELECT area_code, "year", residents, aged_65, known_residents,
          coalesce(lead("year") OVER (PARTITION BY area_code ORDER BY "year"), "year" + 11) AS until_year
        FROM (
          SELECT a.now_code AS area_code, p."year" AS "year", sum(p.residents) AS residents, sum(p.aged_65) AS aged_65,
            sum(CASE WHEN p.aged_65 IS NOT NULL THEN p.residents END) AS known_residents
          FROM population p JOIN area_now a ON a.area_code = p.area_code GROUP BY a.now_code, p."year"
        ) by_county
      ) y
      JOIN calendar_month m ON m."year" >= y."year" AND m."year" < y.until_year`,
    day: 'month_start',
    derived: { sourceYear: { sql: (CUBE) => `${CUBE}."year"`, type: 'number', public: false } },
    rolledUp: false,
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
    },
  }),
)
