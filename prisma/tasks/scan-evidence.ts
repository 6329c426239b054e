import { spawn } from 'node:child_process'
import type { EvidenceFile } from './evidence'

export type ScanRefusal = 'evidence-infected' | 'scan-failed'

/** A scanner that has not answered by then has failed. */
const PATIENCE_MS = 30_000

/**
 * Gives each file to the commission's own scanner on standard input, when one is set (`COCKPIT_SCANNER`, a command with its arguments separated by
 * blanks; run without a shell). It ends with 0 for a clean file and with 1 for one that must not be kept, as clamdscan does. Whatever
 * else happens, nothing is taken.
 * @param command as set; without one nothing is scanned
 */
export async function scanEvidence(
  files: readonly EvidenceFile[],
  command: string | undefined,
  patience = PATIENCE_MS,
): Promise<ScanRefusal | null> {
  const [program, ...parts] = (command ?? '').split(/\s+/).filter((part) => part !== '')
  if (!program) return null
  for (const { content } of files) {
    const code = await exitCode(program, parts, content, patience)
    if (code === 1) return 'evidence-infected'
    if (code !== 0) return 'scan-failed'
  }
  return null
}

/** The exit code, or null when the program could not be run or took too long. */
function exitCode(program: string, parts: string[], content: Uint8Array, patience: number): Promise<number | null> {
  return new Promise((resolve) => {
    const child = spawn(program, parts, {
      stdio: ['pipe', 'ignore', 'ignore'],
      timeout: patience,
      killSignal: 'SIGKILL',
    })
    child.on('error', () => resolve(null))
    child.on('close', (code) => resolve(code))
    // A scanner may decide before it has read all: its exit code counts, not the broken pipe.
    child.stdin.on('error', () => undefined)
    child.stdin.end(content)
  })
}
