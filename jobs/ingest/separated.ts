import { createReadStream } from 'node:fs'
import { appendFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseRecord } from '@cockpit/domain/imports/csv-record'
import { CsvWriter } from './csv-writer'
import type { Layout } from './header'
import type { RecordMapper } from './mapping/record-mapper'
import { type BrokenLine, separateRecords } from './structure'

/** Records taken apart and each preceded by its line number, with the lines that are no record beside them. */
export interface Separated {
  readonly file: string
  readonly records: number
  readonly broken: number
  /** CSV of `line,code,found`, one for each broken line. */
  readonly brokenFile: string
  /** Every record stands on one line: it may be read by several at once. */
  readonly singleLine: boolean
}

/**
 * Takes a text apart record by record, see `separateRecords`.
 * @param numberOf where the text is an extract without a header: number in the sender's file of its n-th line
 */
export async function separateText(
  path: string,
  layout: Layout,
  folder: string,
  numberOf?: (line: number) => number,
): Promise<Separated> {
  const file = join(folder, 'clean.csv')
  const lines = new BrokenLines(join(folder, 'broken.csv'))
  const { records, broken } = await separateRecords(
    path,
    file,
    {
      delimiter: layout.delimiter,
      fields: layout.headers.length,
      headerLines: numberOf ? 0 : layout.headerLines,
      numberOf,
    },
    (line) => lines.add(line),
  )
  await lines.end()
  return { file, records, broken, brokenFile: lines.file, singleLine: false }
}

/** Hands every record of a separated text to a mapping and writes the rows it makes of them. */
export async function mapSeparated(
  source: Separated,
  mapper: RecordMapper,
  delimiter: string,
  folder: string,
): Promise<Separated> {
  const file = join(folder, 'mapped.csv')
  const target = await CsvWriter.open(file, delimiter)
  try {
    for await (const record of recordsOf(source.file, delimiter)) {
      const [line = '', ...fields] = record
      for (const row of mapper.rows(Number(line), fields)) await target.write(row.line, row.fields)
    }
  } finally {
    await target.close()
  }
  return { ...source, file, records: target.records, singleLine: target.singleLine }
}

/** The records of a text that `separateRecords` wrote: every one is whole and ends with a line feed. */
async function* recordsOf(path: string, delimiter: string): AsyncGenerator<string[]> {
  let rest = ''
  for await (const chunk of createReadStream(path, { encoding: 'utf8', highWaterMark: 1 << 20 })) {
    const text: string = rest + chunk
    let at = 0
    while (at < text.length) {
      const { fields, end, whole } = parseRecord(text, delimiter, at)
      if (!whole) break
      yield fields
      at = end
    }
    rest = text.slice(at)
  }
}

/** Broken lines go to a file as they are found: there may be as many as lines. */
class BrokenLines {
  #pending: string[] = []
  constructor(readonly file: string) {}

  async add({ line, fault }: BrokenLine): Promise<void> {
    this.#pending.push(`${line},${fault.code},${fault.code === 'fields' ? fault.found : ''}\n`)
    if (this.#pending.length >= 10_000) await this.#flush()
  }

  async end(): Promise<void> {
    if (this.#pending.length > 0) await this.#flush()
    else await writeFile(this.file, '', { flag: 'a' })
  }

  async #flush(): Promise<void> {
    await appendFile(this.file, this.#pending.join(''))
    this.#pending = []
  }
}
