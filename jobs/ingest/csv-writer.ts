import { type FileHandle, open } from 'node:fs/promises'

const FLUSH_AT = 1 << 20

/** Writes records with their line numbers as the staging query reads them, a megabyte at a time. */
export class CsvWriter {
  #pending: string[] = []
  #size = 0
  /** Records written. */
  records = 0
  /** Whether every record stands on one line. */
  singleLine = true

  private constructor(
    private readonly target: FileHandle,
    private readonly delimiter: string,
  ) {}

  static async open(file: string, delimiter: string): Promise<CsvWriter> {
    return new CsvWriter(await open(file, 'wx', 0o600), delimiter)
  }

  async write(line: number, fields: readonly string[]): Promise<void> {
    let text = String(line)
    for (const field of fields) text += this.delimiter + this.#cell(field)
    this.#pending.push(text)
    this.#size += text.length
    this.records++
    if (this.#size > FLUSH_AT) await this.#flush()
  }

  async close(): Promise<void> {
    try {
      await this.#flush()
    } finally {
      await this.target.close()
    }
  }

  #cell(text: string): string {
    if (!/["\r\n]/.test(text) && !text.includes(this.delimiter)) return text
    if (/[\r\n]/.test(text)) this.singleLine = false
    return `"${text.replaceAll('"', '""')}"`
  }

  async #flush(): Promise<void> {
    if (this.#pending.length === 0) return
    await this.target.appendFile(`${this.#pending.join('\n')}\n`)
    this.#pending = []
    this.#size = 0
  }
}
