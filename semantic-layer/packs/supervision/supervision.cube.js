import { facilityCube, measuresOf } from './cube-shape.js'

const m = measuresOf({
  standard: '全天候医疗智能监管：事前提醒、事中纠错、事后评价（浙卫办〔2019〕14号）',
  owner: '医政处',
  tables: ['rule_hit'],
})

/* Counts of a facility and rule, never of a physician. */
cube(
  'ruleHits',
  facilityCube({
    pack: 'supervision',
    tables: ['rule_hit'],
    grain: 'day',
    day: 'hit_date',
    dimensions: { rule: 'rule', stage: 'stage' },
    measures: {
      hits: m.sum('hits', {
        name: ['规则命中次数', 'Rule hits'],
        unit: ['次', 'hits'],
        direction: 'lower',
        formula: ['智能监管规则命中次数之和（可按规则、环节分解）', 'Hits of the supervision rules, by rule and stage'],
      }),
      overridden: m.part('overridden'),
      appealed: m.part('appealed'),
      upheld: m.part('upheld'),
      overrideShare: m.share('overridden', 'hits', {
        name: ['提醒越过率', 'Warnings overridden'],
        direction: 'lower',
        formula: ['越过提醒次数 ÷ 命中次数', 'Overridden ÷ hits'],
      }),
      appealShare: m.share('appealed', 'hits', {
        name: ['申诉率', 'Hits appealed'],
        direction: 'monitor',
        formula: ['申诉次数 ÷ 命中次数', 'Appealed ÷ hits'],
      }),
      upheldShare: m.share('upheld', 'appealed', {
        name: ['申诉成立率', 'Appeals upheld'],
        direction: 'monitor',
        formula: ['申诉成立次数 ÷ 申诉次数', 'Upheld ÷ appealed'],
      }),
    },
  }),
)
