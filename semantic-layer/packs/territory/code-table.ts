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
    {
      name: 'set',
      type: 'text',
      headers: ['set', '代码集'],
      title: {
        zh: '代码集（icd10、icd9cm3、gbt2260、atc、department 诊疗科目）',
        en: 'Set: icd10, icd9cm3, gbt2260, atc, department',
      },
      required: true,
      values: ['icd10', 'icd9cm3', 'gbt2260', 'atc', 'department'],
    },
    {
      name: 'edition',
      type: 'text',
      headers: ['edition', '版本'],
      title: { zh: '版本（如 国临2.0、医保2.0、GB/T 2260-2007）', en: 'Edition' },
      required: true,
    },
    { name: 'code', type: 'text', headers: ['code', '代码'], title: { zh: '代码', en: 'Code' }, required: true },
    { name: 'name_zh', type: 'text', headers: ['name_zh', '名称'], title: { zh: '名称', en: 'Name' }, required: true },
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
