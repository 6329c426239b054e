import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { recordRun } from '@cockpit/db/imports/record-run'
import { tellAdministrators } from '@cockpit/db/notices/tell-administrators'
import type { DroppedFile } from '../ingest/drop-folder'
import { batchId } from '../ingest/import-file'
import type { Refusal } from '../ingest/outcome'
import type { ImportPorts } from './import-and-tell'

/**
 * Tells of a file on which the importer broke off too often: a notice to the administrators, the import as failed on the page of imports.
 * Told twice of one file it is one notice; of the same file tried again and set aside again it is another.
 */
export async function tellSetAside(
  { table, fileName, sender, path }: DroppedFile,
  refusal: Refusal,
  demo: boolean,
  { db, now }: Pick<ImportPorts, 'db' | 'now'>,
): Promise<void> {
  const title = {
    zh: `导入中断，文件已移出队列：${table.title.zh} · ${fileName}`,
    en: `The importer broke off on a file, it is set aside: ${table.title.en} · ${fileName}`,
  }
  const id = batchId(table.name, await sha256Of(path))
  // A file that is moved, as one that is tried again, gets a new change time.
  const key = `import-set-aside:${id}:${(await stat(path)).ctimeMs}`
  await tellAdministrators(db, { key, title, link: '/imports', level: 'III' }, now())
  const message = { ...refusal.message, code: refusal.code }
  await recordRun(db, { id, table: table.name, fileName, sender, demo, state: 'failed', message }, now())
}

async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(chunk)
  return hash.digest('hex')
}
