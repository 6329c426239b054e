/** Progress lines with the seconds since the start. */
export function progress(): (line: string) => void {
  return (line) => console.error(`[${process.uptime().toFixed(1).padStart(6)} s] ${line}`)
}
