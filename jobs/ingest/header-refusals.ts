import type { Column, WarehouseTable } from '@cockpit/semantic-layer/packs/contract'
import { canonical } from './header'
import type { HeaderMatch } from './mapping/match-header'
import { Refused } from './outcome'

/** The first line is not repeated: in a file without a header it would be somebody's record. */
export function notATable(table: WarehouseTable, fields: number): Refused {
  const expected = table.columns.filter(({ required }) => required).map(canonical)
  return new Refused({
    code: 'not-a-table',
    message: {
      zh: `第一行有 ${fields} 个字段，没有一个是“${table.title.zh}”的表头。应为 CSV，第一行是表头，至少含：${expected.join('、')}。`,
      en: `The first line has ${fields} ${fields === 1 ? 'field' : 'fields'} and none of them is a header of "${table.title.en}". Expected: CSV whose first line is the header, with at least ${expected.join(', ')}.`,
    },
  })
}

/** @param mapping name of the mapping under which the header was read, if any */
export function refuseMissing(
  { columns, missing }: { readonly columns: readonly (Column | null)[]; readonly missing: readonly Column[] },
  headers: readonly string[],
  mapping?: string,
): Refused {
  const zh = missing.map((column) => `${canonical(column)}（${column.title.zh}）`).join('、')
  const en = missing.map((column) => `${canonical(column)} (${column.title.en})`).join(', ')
  const unknown = headers
    .filter((header, at) => columns[at] === null && header !== '')
    .map((header) => header.slice(0, 40))
  const found = unknown.slice(0, 10).join(', ')
  const by = mapping ? { zh: `（按映射 ${mapping}）`, en: ` (under the mapping ${mapping})` } : { zh: '', en: '' }
  return new Refused({
    code: 'missing-columns',
    message: {
      zh: `缺少必需的列${by.zh}：${zh}。${found ? `文件中未能识别的表头：${found}。` : ''}请补上后重新发送。`,
      en: `Required columns are missing${by.en}: ${en}.${found ? ` Headers of the file that are not known: ${found}.` : ''} Add them and send the file again.`,
    },
  })
}

/** A `drop` column may come in several fields (three telephone numbers); any other, and each member of a list entry, must come once. */
export function refuseTwice(
  table: WarehouseTable,
  { columns, entries, derived }: Pick<HeaderMatch, 'columns' | 'entries' | 'derived'>,
  headers: readonly string[],
): void {
  for (const column of table.columns) {
    if (column.identifier === 'drop') continue
    // Fields that a mapping adds up or joins are meant to be several; a field beside them is a second opinion.
    const computed = derived.find((one) => one.column === column)
    const fields = columns.flatMap((candidate, at) => (candidate === column ? [at] : []))
    const place = (at: number) => `${entries[at]?.member.name} ${entries[at]?.n}`
    const twice = computed
      ? fields.some((at) => !computed.fields.includes(at))
        ? fields
        : []
      : fields.filter((at) => fields.some((other) => other !== at && place(other) === place(at)))
    if (twice.length === 0) continue
    const found = twice.map((at) => headers[at])
    throw new Refused({
      code: 'duplicate-columns',
      message: {
        zh: `“${column.title.zh}”在表头中出现了 ${found.length} 次（${found.join('、')}），无法判断取哪一列。请只保留一列。`,
        en: `"${column.title.en}" stands ${found.length} times in the header (${found.join(', ')}); which one counts cannot be told. Keep one.`,
      },
    })
  }
}
