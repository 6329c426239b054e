import fs from 'node:fs'

/** Peak resident memory, MiB, of the processes that run given scripts on a data folder: the kernel's own high-water mark. Linux alone. */
export class PeakMemory {
  readonly peaks = new Map<string, number>()
  readonly #timer: NodeJS.Timeout

  constructor(
    private readonly data: string,
    private readonly scripts: readonly string[],
  ) {
    this.#timer = setInterval(() => this.#look(), 1000)
    this.#timer.unref()
  }

  stop(): void {
    clearInterval(this.#timer)
  }

  #look(): void {
    for (const pid of fs.readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
      try {
        const command = fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8')
        const script = this.scripts.find((name) => command.includes(name))
        if (!script || !fs.readFileSync(`/proc/${pid}/environ`, 'utf8').includes(`COCKPIT_DATA=${this.data}\0`))
          continue
        const [, kilobytes] = /^VmHWM:\s+(\d+) kB$/m.exec(fs.readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
        if (kilobytes) this.peaks.set(script, Math.max(this.peaks.get(script) ?? 0, Number(kilobytes) / 1024))
      } catch (error) {
        // It ended while it was looked at, or is another user's.
        if (!['ENOENT', 'ESRCH', 'EACCES', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error
      }
    }
  }
}
