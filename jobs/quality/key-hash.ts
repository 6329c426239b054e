import { quoteName } from '@cockpit/semantic-layer/lake/sql'
import type { WarehouseTable } from '@cockpit/semantic-layer/packs/contract'

/** SQL: 16 hexadecimal digits by which a row's business key is known again; NULL where a part of the key is missing. */
export function keyHashSql(table: WarehouseTable): string {
  const parts = table.key.map(quoteName)
  const missing = parts.map((part) => `${part} IS NULL`).join(' OR ')
  // The unit separator cannot stand inside a value that is told apart by it in any real register.
  const joined = `concat_ws(chr(31), ${parts.map((part) => `${part}::VARCHAR`).join(', ')})`
  return `CASE WHEN ${missing} THEN NULL ELSE left(md5(${joined}), 16) END`
}
