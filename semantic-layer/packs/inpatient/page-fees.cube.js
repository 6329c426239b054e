import { facilityCube, measuresOf } from './cube-shape.js'

const m = measuresOf({
  standard: '住院病案首页 D01 至 D34 费用项',
  owner: '财务处',
  tables: ['discharge'],
  suppressBelow: 5,
  suppressOn: 'itemisedPages',
})
const DRUGS = ['fee_western_drug', 'fee_patent_drug', 'fee_herbal_drug']
const MATERIALS = ['fee_material_exam', 'fee_material_treatment', 'fee_material_surgery']
const ITEMS = [...DRUGS, ...MATERIALS, 'fee_laboratory', 'fee_imaging']
const filled = (items) => `coalesce(${items.join(', ')}) IS NOT NULL`
const added = (items) =>
  `CASE WHEN ${filled(ITEMS)} THEN ${items.map((item) => `coalesce(${item}, 0)`).join(' + ')} END`
const yuan = (column, name, items) =>
  m.yuan(column, {
    name,
    formula: [
      `首页 ${items[0]} 之和（只计填写了费用分项的首页）`,
      `${items[1]} of the front pages that fill in their items`,
    ],
  })
const shareOf = (numerator, name, what, direction) =>
  m.share(numerator, 'itemisedCost', {
    name,
    direction,
    formula: [
      `${what[0]} ÷ 总费用 D01（只计填写了费用分项的首页）`,
      `${what[1]} ÷ total cost D01, of front pages that fill in their items`,
    ],
  })

/* What a stay is made of, by the fee items of its front page. A page without any item is incomplete, not free of charge: it is left out. */
cube(
  'pageFees',
  facilityCube({
    pack: 'inpatient',
    tables: ['discharge'],
    grain: 'day',
    facts: `SELECT facility_id, department, CAST(discharged_at AS DATE) AS discharged_on,
        CASE WHEN ${filled(ITEMS)} THEN cost_total END AS itemised_cost, ${added(DRUGS)} AS drugs, ${added(MATERIALS)} AS materials,
        ${added(['fee_laboratory'])} AS laboratory, ${added(['fee_imaging'])} AS imaging,
        cost_own, CASE WHEN cost_own IS NOT NULL THEN cost_total END AS shared_cost
      FROM discharge`,
    day: 'discharged_on',
    dimensions: { department: 'department' },
    measures: {
      ...m.parts({
        itemisedPages: 'CASE WHEN itemised_cost IS NOT NULL THEN 1 ELSE 0 END',
        itemisedCost: 'itemised_cost',
        sharedPages: 'CASE WHEN shared_cost IS NOT NULL THEN 1 ELSE 0 END',
        sharedCost: 'shared_cost',
        ownCost: 'cost_own',
      }),
      drugs: yuan('drugs', ['住院药品费用', 'Inpatient drug fees'], ['D23+D24+D25', 'D23 + D24 + D25']),
      materials: yuan('materials', ['住院耗材费用', 'Inpatient consumables'], ['D31+D32+D33', 'D31 + D32 + D33']),
      laboratory: yuan('laboratory', ['住院检验费用', 'Inpatient laboratory fees'], ['D16', 'D16']),
      imaging: yuan('imaging', ['住院影像费用', 'Inpatient imaging fees'], ['D17', 'D17']),
      drugShare: shareOf(
        'drugs',
        ['住院药费占比', 'Drugs in inpatient cost'],
        ['D23+D24+D25', 'D23 + D24 + D25'],
        'lower',
      ),
      materialShare: shareOf(
        'materials',
        ['住院耗材费用占比', 'Consumables in inpatient cost'],
        ['D31+D32+D33', 'D31 + D32 + D33'],
        'lower',
      ),
      drugsPerDischarge: m.ratio('drugs', 'itemisedPages', {
        name: ['次均住院药费', 'Drug fees per discharge'],
        unit: ['元', 'yuan'],
        format: 'money',
        digits: 0,
        direction: 'lower',
        standard: '国办发〔2019〕4号 三级公立医院绩效考核',
        formula: [
          '首页药品费用 D23+D24+D25 ÷ 出院人次（只计填写了费用分项的首页）',
          'Drug fees D23 + D24 + D25 ÷ discharges, of front pages that fill in their items',
        ],
      }),
      ownShare: m.share('ownCost', 'sharedCost', {
        name: ['住院个人自付占比', 'Share of inpatient cost paid by patients'],
        direction: 'lower',
        suppressOn: 'sharedPages',
        formula: [
          '自付金额 D09 ÷ 总费用 D01（只计填写了自付金额的首页）',
          'Paid by patients D09 ÷ total cost D01, of front pages that fill it in',
        ],
      }),
    },
  }),
)
