import { Transform, type TransformCallback } from 'node:stream'
import { type Entry, openPromise, type ZipFile } from 'yauzl'
import { brokenWorkbook, refuseWorkbook, tooLarge } from './refuse-workbook'

/** Parts of a workbook beyond this are no workbook. */
const MOST_PARTS = 20_000
/** Bytes of one part when inflated, and how many times its packed size these may be: text of a sheet packs 8 to 40 times. */
const LARGEST_PART = 8 * 2 ** 30
const LARGEST_RATIO = 250
const RATIO_FROM = 64 * 2 ** 20

/** The parts of a workbook's archive by path, read one at a time and inflated as a stream. */
export class Archive {
  private constructor(
    private readonly zip: ZipFile,
    private readonly entries: ReadonlyMap<string, Entry>,
  ) {}

  /** @throws Refused for what is no archive, is damaged or locked by a password. Close it after use. */
  static async open(path: string): Promise<Archive> {
    let zip: ZipFile
    try {
      zip = await openPromise(path, { lazyEntries: true, autoClose: false, validateEntrySizes: true })
    } catch (error) {
      throw damaged(error)
    }
    try {
      const entries = new Map<string, Entry>()
      if (zip.entryCount > MOST_PARTS) throw tooLarge(`含有 ${zip.entryCount} 个部件`, `it has ${zip.entryCount} parts`)
      for await (const entry of zip.eachEntry()) {
        if (entry.isEncrypted()) throw locked()
        const name = entry.fileName.toLowerCase()
        if (entries.has(name)) throw brokenWorkbook('同一部件出现两次', 'a part stands in it twice')
        entries.set(name, entry)
      }
      return new Archive(zip, entries)
    } catch (error) {
      zip.close()
      throw damaged(error)
    }
  }

  has(path: string): boolean {
    return this.entries.has(path.toLowerCase())
  }

  /** Bytes of the archive itself. */
  get bytes(): number {
    return this.zip.fileSize
  }

  paths(): readonly string[] {
    return [...this.entries.keys()]
  }

  /** Bytes of a part as its archive declares them; a guess for progress, never a bound. */
  sizeOf(path: string): number {
    return this.entries.get(path.toLowerCase())?.uncompressedSize ?? 0
  }

  /** The inflated bytes of a part, a chunk at a time. @throws Refused when it is absent, damaged or a bomb. */
  async *read(path: string): AsyncGenerator<Buffer> {
    const entry = this.entries.get(path.toLowerCase())
    if (!entry) throw brokenWorkbook(`缺少部件 ${path}`, `its part ${path} is missing`)
    try {
      const packed = await this.zip.openReadStreamPromise(entry)
      const bounded = packed.pipe(bound(entry))
      packed.on('error', (error) => bounded.destroy(error))
      try {
        for await (const chunk of bounded) yield chunk as Buffer
      } finally {
        packed.destroy()
      }
    } catch (error) {
      throw damaged(error)
    }
  }

  close(): void {
    this.zip.close()
  }
}

function bound(entry: Entry): Transform {
  let bytes = 0
  return new Transform({
    transform(chunk: Buffer, _: BufferEncoding, done: TransformCallback) {
      bytes += chunk.length
      const bomb = bytes > RATIO_FROM && bytes > entry.compressedSize * LARGEST_RATIO
      if (bytes > LARGEST_PART || bomb)
        return done(
          tooLarge('解压后的内容与文件大小不成比例', 'what it unpacks to is out of all proportion to its size'),
        )
      done(null, chunk)
    },
  })
}

function locked(): Error {
  return refuseWorkbook(
    '工作簿设有打开密码，无法读取。请取消密码后重新发送。',
    'The workbook is locked by a password and cannot be read. Remove the password and send it again.',
  )
}

/** Errors of the archive reader and of inflating are the sender's; anything else (a full disk, our defect) stays what it is. */
function damaged(error: unknown): unknown {
  if (!(error instanceof Error) || error.name === 'Refused') return error
  const code = (error as NodeJS.ErrnoException).code
  if (code !== undefined && !code.startsWith('Z_')) return error
  return brokenWorkbook('压缩包读不完整', 'its archive cannot be read to the end')
}
