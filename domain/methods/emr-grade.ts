import { z } from 'zod'
import { EMR_ITEMS, EMR_ROLES, emrGrade, itemScore } from '../emr-grading/grade'
import { field, MethodInputError, method } from './method'

const Item = z.strictObject({
  role: field.choice(EMR_ROLES, 'one of the ten roles'),
  item: field.text('the name of the item'),
  function: field.number('the level of the function, from 0 to 8', { max: 8 }),
  application: field.number('effective use as a share, from 0 to 1', { max: 1 }),
  quality: field.number('data quality as a share, from 0 to 1', { max: 1 }),
})

/** Total score, role scores and the level that the total reaches. */
export const emrGrading = method({
  name: 'emr-grade',
  title: { zh: '电子病历分级：总分、角色得分、可达级别', en: 'EMR grading: total, roles, level reached' },
  formula: {
    zh: '项目得分 = 功能评分 × 有效应用 × 数据质量；总分达到 28/55/85/110/140/170/190/220 分对应 1 至 8 级（待与标准原文核对）',
    en: 'Item = function × effective use × data quality; 28/55/85/110/140/170/190/220 points reach levels 1 to 8 (to be checked against the standard)',
  },
  source: '电子病历系统应用水平分级评价标准（国卫办医函〔2018〕1079号）',
  input: z.strictObject({ items: field.rows(Item, 'items') }),
  example: {
    items: [
      { role: '病房医师' as const, item: '病房医嘱处理', function: 5, application: 0.9, quality: 0.95 },
      { role: '病房医师' as const, item: '病房检验申请', function: 4, application: 1, quality: 1 },
      { role: '检验处理' as const, item: '检验报告生成', function: 6, application: 0.8, quality: 0.9 },
    ],
  },
  work({ items }) {
    const seen = new Map<string, number>()
    for (const [place, { role, item }] of items.entries()) {
      const before = seen.get(`${role} ${item}`)
      if (before !== undefined)
        throw new MethodInputError(
          `items, row ${place + 1} (item "${item}"): stands in row ${before} already; keep one row an item`,
        )
      seen.set(`${role} ${item}`, place + 1)
    }
    const { roles, ...figures } = emrGrade(items)
    return {
      figures: { ...figures, items: items.length },
      tables: {
        roles: roles.map((one) => ({ ...one })),
        items: items.map((one) => ({ role: one.role, item: one.item, score: itemScore(one) })),
      },
      notes: [
        {
          zh: '级别按总分得出；该级别的必备项目由评审判定',
          en: 'The level follows from the total; the items a level requires are judged by reviewers',
        },
        ...(items.length === EMR_ITEMS
          ? []
          : [
              {
                zh: `标准共 ${EMR_ITEMS} 个项目，这里有 ${items.length} 个`,
                en: `The standard has ${EMR_ITEMS} items, here are ${items.length}`,
              },
            ]),
      ],
    }
  },
})
