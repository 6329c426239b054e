import { facilityCube, measuresOf } from './cube-shape.js'

const m = measuresOf({ standard: '政府会计制度 医院财务月报', owner: '财务处', tables: ['visit_day'] })
const total = 'outpatient_income + inpatient_income'

cube(
  'income',
  facilityCube({
    pack: 'outpatient',
    tables: ['visit_day'],
    grain: 'day',
    day: 'visit_date',
    dimensions: { department: 'department' },
    measures: {
      total: m.yuan(total, {
        name: ['医疗收入', 'Medical income'],
        formula: ['门急诊收入 + 住院收入', 'Outpatient income + inpatient income'],
      }),
      outpatient: m.yuan('outpatient_income', {
        name: ['门急诊收入', 'Outpatient income'],
        formula: ['门急诊各项医疗收入之和', 'All income from outpatient and emergency care'],
      }),
      inpatient: m.yuan('inpatient_income', {
        name: ['住院收入', 'Inpatient income'],
        formula: ['住院各项医疗收入之和', 'All income from inpatient care'],
      }),
      drugs: m.yuan('drug_income', {
        name: ['药品收入', 'Drug income'],
        formula: ['西药 + 中成药 + 中药饮片收入', 'Western, patent and herbal drugs'],
      }),
      materials: m.yuan('material_income', {
        name: ['卫生材料收入', 'Consumables income'],
        formula: ['卫生材料（耗材）收入之和', 'Income from consumables'],
      }),
      ...m.parts({
        drugsWithoutHerbal: 'drug_income - herbal_income',
        examinations: 'exam_income + lab_income',
      }),
      examinationIncome: m.yuan('exam_income', {
        name: ['检查收入', 'Examination income'],
        formula: ['检查收入之和', 'Income from examinations'],
      }),
      laboratoryIncome: m.yuan('lab_income', {
        name: ['化验收入', 'Laboratory income'],
        formula: ['化验收入之和', 'Income from laboratory tests'],
      }),
      services: m.yuan(`${total} - drug_income - material_income - exam_income - lab_income`, {
        name: ['医疗服务收入', 'Medical service income'],
        formula: [
          '医疗收入 − 药品 − 卫生材料 − 检查 − 化验收入',
          'Medical income − drugs − consumables − examination − laboratory',
        ],
      }),
      drugShare: m.share('drugsWithoutHerbal', 'total', {
        name: ['药占比（不含中药饮片）', 'Drug share, herbal pieces excluded'],
        direction: 'lower',
        standard: '2017年公立医院综合改革（待与原文核对）',
        version: '2017',
        effectiveFrom: '2017-01-01',
        change: [
          '分子不再包含中药饮片收入；分母不变。生效日取改革年份，待与原文核对',
          'Herbal pieces no longer count as drugs; the denominator stays. In force from the year of the reform, to be checked against the text',
        ],
        earlier: [
          {
            version: '2009',
            effectiveFrom: '2009-01-01',
            name: ['药占比（含中药饮片）', 'Drug share, herbal pieces included'],
            standard: '2017年改革前的通行口径（待与原文核对）',
            evidence: 'default',
            numerator: 'drugs',
            denominator: 'total',
            formula: ['药品收入（含中药饮片） ÷ 医疗收入', 'Drug income, herbal pieces included ÷ medical income'],
          },
        ],
        formula: ['（药品收入 − 中药饮片收入） ÷ 医疗收入', '(Drug income − herbal pieces) ÷ medical income'],
        target: { max: 0.3, source: '2017年公立医院综合改革目标（待与原文核对）', evidence: 'default' },
      }),
      materialShare: m.share('materials', 'total', {
        name: ['耗占比', 'Consumables share'],
        direction: 'lower',
        formula: ['卫生材料收入 ÷ 医疗收入', 'Consumables income ÷ medical income'],
      }),
      examinationShare: m.share('examinations', 'total', {
        name: ['检查化验占比', 'Examination and laboratory share'],
        direction: 'monitor',
        formula: ['（检查收入 + 化验收入） ÷ 医疗收入', '(Examination + laboratory income) ÷ medical income'],
      }),
      serviceShare: m.share('services', 'total', {
        name: ['医疗服务收入占比', 'Medical service share'],
        direction: 'higher',
        formula: [
          '（医疗收入 − 药品 − 卫生材料 − 检查 − 化验） ÷ 医疗收入',
          '(Medical income − drugs − consumables − examination − laboratory) ÷ medical income',
        ],
      }),
    },
  }),
)
