import type { FacilityCategory } from '@cockpit/domain/territory/territory'
import type { Column } from './contract'

/** The columns that return in table after table, so that a sender meets one spelling of each. */

/** Who owes a hospital's return, and who owes everybody's. */
export const HOSPITALS: readonly FacilityCategory[] = ['general', 'traditional', 'maternal', 'specialised']
export const PRIMARY_CARE: readonly FacilityCategory[] = ['township', 'community']
export const EVERYBODY: readonly FacilityCategory[] = [...HOSPITALS, ...PRIMARY_CARE]

export const facilityId: Column = {
  name: 'facility_id',
  type: 'text',
  headers: ['facility_id', '机构代码', '医疗机构代码'],
  title: { zh: '机构代码', en: 'Facility id' },
  required: true,
  references: { table: 'facility', column: 'facility_id' },
}

export const countyCode: Column = {
  name: 'area_code',
  type: 'text',
  headers: ['area_code', '区划代码', '县区代码'],
  title: { zh: '区划代码', en: 'County code' },
  required: true,
  references: { table: 'area', column: 'area_code' },
}

export const department: Column = {
  name: 'department',
  type: 'text',
  headers: ['department', '科室', '科室名称'],
  title: { zh: '科室（全院合计填“全院”）', en: 'Department, 全院 for the whole facility' },
  required: true,
  codeSet: { set: 'department', severity: 'flag' },
}

/** Delivered as a day or as a bare month (2026-10, 202610, 2026年10月). */
export const monthStart: Column = {
  name: 'month_start',
  type: 'date',
  headers: ['month_start', '月份', '统计月份', '报告期'],
  title: { zh: '月份（当月1日）', en: 'Month, its first day' },
  required: true,
}

export const yearStart: Column = {
  name: 'year_start',
  type: 'date',
  headers: ['year_start', '年度', '年份'],
  title: { zh: '年度（当年1月1日）', en: 'Year, its first day' },
  required: true,
}

/** What a column may say beyond its name and type; `headers` replaces the usual ones. */
interface More extends Partial<Pick<Column, Special>> {
  /** Further headers under which senders deliver it, after the name and the Chinese title. */
  readonly also?: readonly string[]
  /** Default true. `expected`: not required, but a good sender fills it. `false`: empty is an answer. */
  readonly required?: boolean | 'expected'
}
type Special = 'headers' | 'values' | 'min' | 'max' | 'references' | 'codeSet' | 'identifier'

function column(name: string, type: Column['type'], zh: string, en: string, more: More = {}): Column {
  const { also = [], required = true, ...special } = more
  return {
    name,
    type,
    headers: [name, zh, ...also],
    title: { zh, en },
    required: required === true,
    ...(required === 'expected' ? { expected: true } : {}),
    ...special,
  }
}

/** A whole number, none below zero. */
export function count(name: string, zh: string, en: string, more?: More): Column {
  return column(name, 'integer', zh, en, { min: 0, ...more })
}

/** A number with decimals, none below zero. */
export function amount(name: string, zh: string, en: string, more?: More): Column {
  return column(name, 'decimal', zh, en, { min: 0, ...more })
}

/** Yuan; none below zero. */
export function yuan(name: string, zh: string, en: string, more?: More): Column {
  return amount(name, zh, `${en}, yuan`, { also: [`${zh}（元）`], ...more })
}

export function text(name: string, zh: string, en: string, more?: More): Column {
  return column(name, 'text', zh, en, more)
}

export function day(name: string, zh: string, en: string, more?: More): Column {
  return column(name, 'date', zh, en, more)
}

export function yesNo(name: string, zh: string, en: string, more?: More): Column {
  return column(name, 'boolean', zh, en, more)
}

/** A day and the time of it. */
export function instant(name: string, zh: string, en: string, more?: More): Column {
  return column(name, 'timestamp', zh, en, more)
}

/** One of a closed set of words. */
export function choice(name: string, zh: string, en: string, values: readonly string[], more?: More): Column {
  return column(name, 'text', zh, en, { ...more, values })
}

/** Where care was given: an outpatient or emergency visit, or a stay. */
export function setting(also: readonly string[] = []): Column {
  return choice('setting', '门急诊或住院', 'Outpatient or inpatient', ['门急诊', '住院'], { also })
}
