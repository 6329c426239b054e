import { choice, text } from '../columns'
import type { WarehouseTable } from '../contract'

/**
 * Code sets against which columns are checked (`codeSet`): one row a code and edition. Several editions of a set may stand side by
 * side (国临版 and 医保版 of ICD-10); a code known to any of them is known. A set without a row is not checked.
 */
export const codeEntry: WarehouseTable = {
  name: 'code_entry',
  title: { zh: '标准代码', en: 'Code sets' },
  grain: 'set x edition x code',
  key: ['set', 'edition', 'code'],
  owedBy: [],
  columns: [
    choice(
      'set',
      '代码集（icd10、icd9cm3、gbt2260、atc、department 诊疗科目）',
      'Set: icd10, icd9cm3, gbt2260, atc, department',
      ['icd10', 'icd9cm3', 'gbt2260', 'atc', 'department'],
      { headers: ['set', '代码集'] },
    ),
    text('edition', '版本（如 国临2.0、医保2.0、GB/T 2260-2007）', 'Edition', { headers: ['edition', '版本'] }),
    text('code', '代码', 'Code'),
    text('name_zh', '名称', 'Name'),
  ],
  checks: [
    {
      id: 'icd10-shape',
      column: 'code',
      brokenWhen: "\"set\" = 'icd10' AND NOT regexp_matches(code, '^[A-Z][0-9]{2}')",
      message: { zh: 'ICD-10 编码应以字母和两位数字开头', en: 'An ICD-10 code begins with a letter and two digits' },
      severity: 'reject',
    },
    {
      id: 'gbt2260-shape',
      column: 'code',
      brokenWhen: "\"set\" = 'gbt2260' AND NOT regexp_full_match(code, '[0-9]{6}')",
      message: { zh: '区划代码应为六位数字', en: 'An area code is six digits' },
      severity: 'reject',
    },
  ],
}
