import { rmSync, writeFileSync } from 'node:fs'
import { mkdir, open, readFile, rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Refusal } from './outcome'

/** Imports of one file that may end without an outcome; after that it is set aside. */
export const MOST_ATTEMPTS = 3

/**
 * How often the import of a claimed file was begun and never came to an outcome. It stands in a file of its own and is written before
 * the import begins, so that it survives whatever the import does to its process, `kill -9` included.
 */
export class ImportAttempts {
  private constructor(
    private held: number,
    private readonly record: string,
    private readonly mark: string,
  ) {}

  /** Attempts that did not come to an outcome; the one under way is not among them until `count`. */
  get failed(): number {
    return this.held
  }

  /**
   * @param record where the count is kept, a path that belongs to this file alone
   * @param path the claimed file; another file of the same name begins at nothing
   */
  static async of(record: string, path: string): Promise<ImportAttempts> {
    const { ino, size, mtimeMs } = await stat(path)
    const mark = `${ino}:${size}:${mtimeMs}`
    const [begun, of] = (await readFile(record, 'utf8').catch(unlessMissing)).trim().split(' ')
    return new ImportAttempts(of === mark ? Number(begun) : 0, record, mark)
  }

  /** Counts an attempt; it is on the disk when this returns. */
  async begin(): Promise<void> {
    await mkdir(dirname(this.record), { recursive: true, mode: 0o700 })
    const file = await open(this.record, 'w', 0o600)
    try {
      await file.writeFile(`${this.held + 1} ${this.mark}\n`)
      await file.sync()
    } finally {
      await file.close()
    }
  }

  /** The attempt that was begun ended by the file's own fault, and its process lived to tell. */
  count(): void {
    this.held++
  }

  /** The attempt that was begun does not count: it ended for a reason outside the file. At once, as the process may be about to end. */
  forgive(): void {
    if (this.held === 0) rmSync(this.record, { force: true })
    else writeFileSync(this.record, `${this.held} ${this.mark}\n`)
  }

  /** The file came to an outcome. */
  async end(): Promise<void> {
    await rm(this.record, { force: true })
  }
}

/** Whether a failure says that the memory did not suffice for this file, which another attempt would not change. A full disk is no such thing. */
export function isOutOfMemory(failure: Error): boolean {
  const said = `${failure.message} ${failure.cause instanceof Error ? failure.cause.message : ''}`
  if (/max_temp_directory_size|no space left/i.test(said)) return false
  return /out of memory|array buffer allocation failed|invalid string length/i.test(said)
}

export function importerKilled(attempts: number): Refusal {
  return {
    code: 'importer-killed',
    message: {
      zh: `导入该文件时程序已中断 ${attempts} 次（崩溃或内存不足），文件已移出队列，未发布任何数据。请检查文件是否损坏或有异常长的行，必要时拆分为较小的文件重新发送；原因排除后，管理员可用命令 cockpit refused retry 重试。`,
      en: `The importer broke off ${attempts} times on this file (a crash, or too little memory). The file is set aside and nothing of it was published. Look for damage or lines of unusual length, and send it in smaller files if need be; once the cause is gone an administrator may try it again with \`cockpit refused retry\`.`,
    },
  }
}

function unlessMissing(error: NodeJS.ErrnoException): string {
  if (error.code === 'ENOENT') return ''
  throw error
}
