import { chmod } from 'node:fs/promises'

/**
 * Closes a file that holds raw identifiers to other accounts of the operating system. One that another account owns stays as it
 * is: the folder around it, mode 0700, keeps it.
 */
export async function closeFile(path: string): Promise<void> {
  await chmod(path, 0o600).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPERM' && error.code !== 'ENOENT') throw error
  })
}
