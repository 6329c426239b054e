import type { Bilingual } from '@cockpit/domain/ids'
import type { CodeSet, Column, ListMember, RowCheck, WarehouseTable } from '@cockpit/semantic-layer/packs/contract'
import { canonical } from './header'

/**
 * What can be wrong with a row. In SQL a fault travels as text `<column number>:<code>[:<detail>]`, for a member of the n-th entry of a
 * list as `<column number>/<n>/<member>:<code>`; the words are made here, once, for the reject file and for the page of the import.
 */
export type FaultCode =
  | 'required'
  | 'integer'
  | 'number'
  | 'date'
  | 'timestamp'
  | 'boolean'
  | 'cell-error'
  | 'serial-date'
  | 'date-range'
  | 'values'
  | 'min'
  | 'max'
  | 'check'
  | 'reference'
  | 'duplicate'
  | 'token'
  | 'masked'
  | 'code-set'
  | 'foreign-facility'
  | 'foreign-row'

export interface Fault {
  readonly column: Column
  /** Of a list: the member and the number of the entry, from 1. */
  readonly entry: { readonly member: ListMember; readonly n: number } | null
  readonly reason: Bilingual
}

/** Values beyond this are not exact in a double and never a true count or amount. */
export const LARGEST = 1e15

export function readFault(text: string, table: WarehouseTable): Fault {
  const [place = '', code, ...detail] = text.split(':')
  const [number, n, name] = place.split('/')
  const column = table.columns[Number(number)]
  const member = column?.list?.members.find((candidate) => candidate.name === name)
  if (!column || (name !== undefined && !member)) throw new Error(`Fault "${text}" names no column of ${table.name}.`)
  const entry = member ? { member, n: Number(n) } : null
  return { column, entry, reason: reasonOf(code as FaultCode, column, member ?? column, detail.join(':'), table) }
}

/** The sender's canonical header of what the fault is about. */
export function faultHeader({ column, entry }: Pick<Fault, 'column' | 'entry'>): string {
  return entry
    ? (entry.member.headers[0] ?? entry.member.name).replace('#', String(entry.n).padStart(2, '0'))
    : canonical(column)
}

function reasonOf(
  code: FaultCode,
  column: Column,
  ruled: { readonly values?: readonly string[]; readonly codeSet?: CodeSet },
  detail: string,
  table: WarehouseTable,
): Bilingual {
  switch (code) {
    case 'required':
      return { zh: '必填，不能为空', en: 'required, but empty' }
    case 'integer':
      return { zh: '不是整数', en: 'not a whole number' }
    case 'number':
      return { zh: '不是数字', en: 'not a number' }
    case 'date':
      return notADate(shortForm(column))
    case 'timestamp':
      return { zh: '不是日期时间（如 2026-10-05 14:30:00）', en: 'not a date and time (such as 2026-10-05 14:30:00)' }
    case 'serial-date':
      return {
        zh: '不是日期，像是表格软件的日期序号：请把该列设为日期格式（如 2026-10-05），或在映射中注明 "date": "1900"',
        en: 'not a date but a number as spreadsheets count days: format the column as dates (such as 2026-10-05), or say "date": "1900" in a mapping',
      }
    case 'cell-error':
      return {
        zh: '是表格软件的错误值，公式没有算出结果',
        en: 'an error of the spreadsheet: the formula gave no result',
      }
    case 'boolean':
      return { zh: '不是“是/否”（1/0、true/false）', en: 'not yes or no (1/0, true/false)' }
    case 'date-range':
      return { zh: '年份应在 1800 至 2199 之间', en: 'the year must be 1800 to 2199' }
    case 'values': {
      const values = (ruled.values ?? []).join(', ')
      return { zh: `不在值域内，应为：${values}`, en: `not in the value set: ${values}` }
    }
    case 'min':
      return { zh: `小于最小值 ${lowest(column)}`, en: `below the minimum ${lowest(column)}` }
    case 'max':
      return { zh: `大于最大值 ${highest(column)}`, en: `above the maximum ${highest(column)}` }
    case 'check':
      return checkOf(detail, table).message
    case 'reference': {
      const to = column.references ? `${column.references.table}.${column.references.column}` : ''
      return { zh: `在 ${to} 中不存在`, en: `does not exist in ${to}` }
    }
    case 'duplicate':
      return { zh: `与第 ${detail} 行的业务主键重复`, en: `same key as line ${detail}` }
    case 'token':
      return {
        zh: '标识代码（hash:…）不完整、被改动或来自另一列，请填写原来的标识或原样粘贴',
        en: 'the token (hash:...) is incomplete, altered or of another column; write the identifier itself or paste the token unchanged',
      }
    case 'masked':
      return { zh: '标识已被遮蔽，请填写原来的标识', en: 'the identifier is masked; write the identifier itself' }
    case 'code-set':
      return unknownCode(ruled.codeSet)
    case 'foreign-facility':
      return { zh: '不属于该发送方可上报的机构', en: 'is not a facility this sender may report for' }
    case 'foreign-row':
      return {
        zh: '已由其他机构上报，该发送方不能改写',
        en: 'was reported for another facility and is not this sender’s to change',
      }
    default:
      throw new Error(`Unknown fault ${code satisfies never}`)
  }
}

function notADate(short: ShortForm | null): Bilingual {
  if (short?.startsWith('month'))
    return { zh: '不是日期或月份（如 2026-10-31、2026-10）', en: 'not a date or month (such as 2026-10-31, 2026-10)' }
  if (short?.startsWith('year'))
    return { zh: '不是日期或年份（如 2026-01-01、2026）', en: 'not a date or year (such as 2026-01-01, 2026)' }
  return { zh: '不是日期（如 2026-10-05）', en: 'not a date (such as 2026-10-05)' }
}

const CODE_SETS: Readonly<Record<CodeSet['set'], Bilingual>> = {
  icd10: { zh: '疾病分类代码表（ICD-10）', en: 'the ICD-10 codes' },
  icd9cm3: { zh: '手术操作分类代码表（ICD-9-CM-3）', en: 'the ICD-9-CM-3 codes' },
  gbt2260: { zh: '行政区划代码表（GB/T 2260）', en: 'the area codes of GB/T 2260' },
  atc: { zh: '药品解剖学治疗学代码表（ATC）', en: 'the ATC codes' },
  department: { zh: '科室代码表', en: 'the department codes' },
}

function unknownCode(codeSet: CodeSet | undefined): Bilingual {
  const set = codeSet ? CODE_SETS[codeSet.set] : { zh: '代码表', en: 'the code set' }
  return { zh: `不在已导入的${set.zh}中`, en: `is not among ${set.en} that were imported` }
}

/**
 * What a flag in `_flags` says: the message of a check, of an outlier or twin rule, or of an unknown code
 * (`code-set:<column>[.<member>]`). Null for a flag that the table no longer declares.
 */
export function flagReason(flag: string, table: WarehouseTable): Bilingual | null {
  if (flag.startsWith('code-set:')) {
    const [name, part] = flag.slice('code-set:'.length).split('.')
    const column = table.columns.find((candidate) => candidate.name === name)
    const ruled = part ? column?.list?.members.find((member) => member.name === part) : column
    if (!ruled) return null
    const reason = unknownCode(ruled.codeSet)
    return { zh: `${ruled.title.zh}${reason.zh}`, en: `${ruled.title.en} ${reason.en}` }
  }
  const rules = [...table.checks, ...(table.outliers ?? []), ...(table.twins ?? [])]
  return rules.find(({ id }) => id === flag)?.message ?? null
}

function checkOf(id: string, table: WarehouseTable): RowCheck {
  const check = table.checks.find((candidate) => candidate.id === id)
  if (!check) throw new Error(`${table.name} has no check ${id}.`)
  return check
}

export function lowest(column: Column): number {
  return column.min ?? -LARGEST
}

export function highest(column: Column): number {
  return column.max ?? LARGEST
}

/** How a date may be written for short: a month where the column's name says `month`, a year where it says `year`. */
export type ShortForm = 'month-start' | 'month-end' | 'year-start' | 'year-end'

/** By convention a date column named `month_start` or `month_end` also takes a bare month, one named `year_start` or `year_end` a bare year. */
export function shortForm(column: Pick<Column, 'name' | 'type'>): ShortForm | null {
  const match = /^(month|year)_(start|end)$/.exec(column.type === 'date' ? column.name : '')
  return match ? (`${match[1]}-${match[2]}` as ShortForm) : null
}
