import { execFile } from 'node:child_process'
import { constants } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'

/** Makes a named pipe. @returns false where the system has none to give */
export async function makePipe(path: string): Promise<boolean> {
  return promisify(execFile)('mkfifo', ['-m', '600', path]).then(
    () => true,
    () => false,
  )
}

/**
 * Opens a named pipe for writing once its reader is there, so that what is written reaches it and closing tells it the end.
 * @returns null when `gone` said first that no reader will come
 */
export async function openForReader(path: string, gone: () => boolean): Promise<FileHandle | null> {
  for (;;) {
    // Without a reader this fails at once instead of waiting for one that may never come.
    const probe = await open(path, constants.O_WRONLY | constants.O_NONBLOCK).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENXIO') return null
      throw error
    })
    if (probe) {
      // An end of our own to read from, for the moment of opening: the reader might leave in between.
      const own = await open(path, constants.O_RDWR)
      const target = await open(path, constants.O_WRONLY)
      await own.close()
      await probe.close()
      return target
    }
    if (gone()) return null
    await sleep(2)
  }
}

export async function writeAll(target: FileHandle, bytes: Buffer): Promise<void> {
  for (let at = 0; at < bytes.length; ) at += (await target.write(bytes, at, bytes.length - at)).bytesWritten
}
