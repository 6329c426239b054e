import { amount } from '../columns'
import type { Column } from '../contract'

/** Fee items of the front page, D11 to D34, in its own order. Amounts in yuan. */
const FEE_ITEMS: readonly [code: string, name: string, zh: string, en: string][] = [
  ['D11', 'fee_general_service', '一般医疗服务费', 'General medical service'],
  ['D12', 'fee_general_treatment', '一般治疗操作费', 'General treatment'],
  ['D13', 'fee_nursing', '护理费', 'Nursing'],
  ['D14', 'fee_general_other', '综合医疗服务类其他', 'Other general service'],
  ['D15', 'fee_pathology', '病理诊断费', 'Pathology'],
  ['D16', 'fee_laboratory', '实验室诊断费', 'Laboratory'],
  ['D17', 'fee_imaging', '影像学诊断费', 'Imaging'],
  ['D18', 'fee_clinical_diagnosis', '临床诊断项目费', 'Clinical diagnosis'],
  ['D19', 'fee_nonsurgical', '非手术治疗项目费', 'Non-surgical treatment'],
  ['D20', 'fee_surgical', '手术治疗费', 'Surgical treatment'],
  ['D21', 'fee_rehabilitation', '康复费', 'Rehabilitation'],
  ['D22', 'fee_traditional', '中医治疗费', 'Traditional Chinese treatment'],
  ['D23', 'fee_western_drug', '西药费', 'Western drugs'],
  ['D24', 'fee_patent_drug', '中成药费', 'Chinese patent drugs'],
  ['D25', 'fee_herbal_drug', '中草药费', 'Chinese herbal drugs'],
  ['D26', 'fee_blood', '血费', 'Blood'],
  ['D27', 'fee_albumin', '白蛋白类制品费', 'Albumin'],
  ['D28', 'fee_globulin', '球蛋白类制品费', 'Globulin'],
  ['D29', 'fee_coagulation', '凝血因子类制品费', 'Coagulation factors'],
  ['D30', 'fee_cytokine', '细胞因子类制品费', 'Cytokines'],
  ['D31', 'fee_material_exam', '检查用一次性医用材料费', 'Disposable material for examination'],
  ['D32', 'fee_material_treatment', '治疗用一次性医用材料费', 'Disposable material for treatment'],
  ['D33', 'fee_material_surgery', '手术用一次性医用材料费', 'Disposable material for surgery'],
  ['D34', 'fee_other', '其他费', 'Other'],
]

/** Amounts within an item, listed beside it and not added to the sum: `西药费` holds the antibacterials. */
const PARTS: readonly [code: string, name: string, zh: string, en: string][] = [
  ['D19x01', 'fee_physical_therapy', '其中：临床物理治疗费', 'Of non-surgical treatment: physical therapy'],
  ['D20x01', 'fee_anaesthesia', '其中：麻醉费', 'Of surgical treatment: anaesthesia'],
  ['D20x02', 'fee_operation', '其中：手术费', 'Of surgical treatment: the operation'],
  ['D23x01', 'fee_antibacterial', '其中：抗菌药物费用', 'Of western drugs: antibacterials'],
]

export const feeColumns: Column[] = [...FEE_ITEMS, ...PARTS].map(([code, name, zh, en]) =>
  amount(name, zh, en, { headers: [code], required: false }),
)

/** DuckDB expression: the sum of all items, absent ones as nothing. */
export const feeSum = FEE_ITEMS.map(([, name]) => `coalesce(${name}, 0)`).join(' + ')

/** DuckDB expression: true when at least one item is filled; a page without any is incomplete, not contradictory. */
export const feeGiven = `coalesce(${FEE_ITEMS.map(([, name]) => name).join(', ')}) IS NOT NULL`
