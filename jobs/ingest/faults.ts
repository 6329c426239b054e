import type { Bilingual } from '@cockpit/domain/ids'
import type { Column, RowCheck, WarehouseTable } from '@cockpit/semantic-layer/packs/contract'

/**
 * What can be wrong with a row. In SQL a fault travels as text `<column number>:<code>[:<detail>]`; the words are made
 * here, once, for the reject file and for the page of the import.
 */
export type FaultCode =
  | 'required'
  | 'integer'
  | 'number'
  | 'date'
  | 'timestamp'
  | 'boolean'
  | 'date-range'
  | 'values'
  | 'min'
  | 'max'
  | 'check'
  | 'reference'
  | 'duplicate'

export interface Fault {
  readonly column: Column
  readonly reason: Bilingual
}

/** Values beyond this are not exact in a double and never a true count or amount. */
export const LARGEST = 1e15

export function readFault(text: string, table: WarehouseTable): Fault {
  const [number, code, ...detail] = text.split(':')
  const column = table.columns[Number(number)]
  if (!column) throw new Error(`Fault "${text}" names no column of ${table.name}.`)
  return { column, reason: reasonOf(code as FaultCode, column, detail.join(':'), table) }
}

function reasonOf(code: FaultCode, column: Column, detail: string, table: WarehouseTable): Bilingual {
  switch (code) {
    case 'required':
      return { zh: '必填，不能为空', en: 'required, but empty' }
    case 'integer':
      return { zh: '不是整数', en: 'not a whole number' }
    case 'number':
      return { zh: '不是数字', en: 'not a number' }
    case 'date':
      return isMonth(column)
        ? { zh: '不是日期或月份（如 2026-10-31、2026-10）', en: 'not a date or month (such as 2026-10-31, 2026-10)' }
        : { zh: '不是日期（如 2026-10-05）', en: 'not a date (such as 2026-10-05)' }
    case 'timestamp':
      return { zh: '不是日期时间（如 2026-10-05 14:30:00）', en: 'not a date and time (such as 2026-10-05 14:30:00)' }
    case 'boolean':
      return { zh: '不是“是/否”（1/0、true/false）', en: 'not yes or no (1/0, true/false)' }
    case 'date-range':
      return { zh: '年份应在 1800 至 2199 之间', en: 'the year must be 1800 to 2199' }
    case 'values': {
      const values = (column.values ?? []).join(', ')
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
    default:
      throw new Error(`Unknown fault ${code satisfies never}`)
  }
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

/** By convention a date column named `month_start` or `month_end` also takes a bare month. */
export function isMonth(column: Column): 'start' | 'end' | null {
  if (column.type !== 'date') return null
  if (column.name === 'month_start') return 'start'
  return column.name === 'month_end' ? 'end' : null
}
