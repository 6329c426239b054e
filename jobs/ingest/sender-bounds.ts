import { resolve } from 'node:path'
import { maySendTable, type SenderTables } from '@cockpit/domain/imports/sendable'
import type { Manifest } from '@cockpit/semantic-layer/lake/manifest'
import { quoteName, quoteText, sqlType } from '@cockpit/semantic-layer/lake/sql'
import { readPartitions } from '@cockpit/semantic-layer/lake/views'
import type { WarehouseTable } from '@cockpit/semantic-layer/packs/contract'
import { Refused } from './outcome'
import type { Session } from './session'

/** Refuses what nobody sends: a table that the product writes itself, whoever brings a file of it and by whichever way. */
export function refuseSystemTable(table: WarehouseTable): void {
  if (!table.system) return
  throw new Refused({
    code: 'system-table',
    message: {
      zh: `“${table.title.zh}”由系统自行生成，不接收文件。`,
      en: `"${table.title.en}" is written by the product itself; files of it are not taken.`,
    },
  })
}

/** Refuses a table that its sender was not registered for, or that the commission writes about it, see `maySendTable`. */
export function refuseForeignTable(table: WarehouseTable, sends: SenderTables | undefined): void {
  if (sends === undefined || maySendTable(table, sends)) return
  const { zh, en } =
    sends.tables.length > 0
      ? { zh: '该发送方未登记此表', en: 'the sender is not registered for it' }
      : { zh: '该表由卫生健康部门填写', en: 'it is written by the commission' }
  throw new Refused({
    code: 'table-not-permitted',
    message: {
      zh: `该发送方不能报送“${table.title.zh}”：${zh}。确需报送的，请管理员用命令 cockpit sender tables 登记。`,
      en: `This sender may not send "${table.title.en}": ${en}. If it should, an administrator registers the table with \`cockpit sender tables\`.`,
    },
  })
}

/** Refuses early what a sender bound to some facilities cannot send: anything when there is none left, or a table that names none. */
export function refuseUnboundTable(table: WarehouseTable, facilities: ReadonlySet<string> | undefined): void {
  if (facilities === undefined) return
  if (facilities.size === 0)
    throw new Refused({
      code: 'not-permitted',
      message: {
        zh: '该发送方目前没有可以上报数据的机构（授权已撤销或已变更）。请联系管理员。',
        en: 'This sender may report for no facility at present (its grant was revoked or changed). Ask an administrator.',
      },
    })
  if (table.facilityColumn !== undefined) return
  throw new Refused({
    code: 'no-facility-column',
    message: {
      zh: `“${table.title.zh}”不按机构上报，该发送方只能上报指定机构的数据。`,
      en: `"${table.title.en}" is not reported by facility, and this sender may report for some facilities only.`,
    },
  })
}

export interface BoundFile {
  readonly table: WarehouseTable
  /** SQL of the staged rows. */
  readonly rows: string
  readonly facilities: ReadonlySet<string>
  readonly manifest: Manifest
  readonly lake: string
}

/**
 * Rejects rows that are not this sender's: of another's facility or of none, and, where the key of the table does not name the
 * facility, rows that would take the place of another facility's (its licence, its machine). Fills `late`.
 */
export async function checkFacilities(session: Session, bound: BoundFile): Promise<void> {
  const { table, rows, facilities } = bound
  const at = table.columns.findIndex(({ name }) => name === table.facilityColumn)
  const name = quoteName(table.columns[at]?.name ?? '')
  await session.run('CREATE TEMP TABLE own_facility(id VARCHAR)')
  const ids = [...facilities]
  for (let from = 0; from < ids.length; from += 1_000) {
    const values = ids.slice(from, from + 1_000).map((id) => `(${quoteText(id)})`)
    await session.run(`INSERT INTO own_facility VALUES ${values.join(', ')}`)
  }
  await session.run(`INSERT INTO late SELECT _line, '${at}:foreign-facility' FROM ${rows}
    WHERE _errors IS NULL AND coalesce(${name} NOT IN (SELECT id FROM own_facility), true)`)
  if (!table.key.includes(table.facilityColumn ?? '')) await checkOwners(session, bound, name)
}

async function checkOwners(
  session: Session,
  { table, rows, manifest, lake }: BoundFile,
  facility: string,
): Promise<void> {
  const files = manifest.partitions.filter((part) => part.table === table.name).map(({ file }) => resolve(lake, file))
  if (files.length === 0) return
  const needed = table.columns.filter(({ name }) => name === table.facilityColumn || table.key.includes(name))
  const published = readPartitions(
    files,
    needed.map((column) => ({ name: column.name, type: sqlType(column) })),
  )
  const same = table.key.map((key) => `o.${quoteName(key)} IS NOT DISTINCT FROM s.${quoteName(key)}`).join(' AND ')
  const at = table.columns.findIndex(({ name }) => name === table.key.at(-1))
  await session.run(`INSERT INTO late SELECT s._line, '${at}:foreign-row' FROM ${rows} s
    SEMI JOIN (SELECT * FROM ${published} WHERE coalesce(${facility} NOT IN (SELECT id FROM own_facility), true)) o ON ${same}
    WHERE s._errors IS NULL AND s._line NOT IN (SELECT _line FROM late)`)
}
