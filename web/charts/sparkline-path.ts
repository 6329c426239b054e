/**
 * Path of a tiny line in a box of `width` x `height`, y downwards. A null breaks the line; a lone point becomes a short dash.
 * @returns '' when there is nothing to draw
 */
export function sparklinePath(values: readonly (number | null)[], width: number, height: number): string {
  const known = values.filter((value): value is number => value !== null)
  if (known.length === 0) return ''
  const low = Math.min(...known)
  const span = Math.max(...known) - low
  const x = (index: number) => (values.length === 1 ? width / 2 : (index / (values.length - 1)) * width)
  const y = (value: number) => (span === 0 ? height / 2 : height - ((value - low) / span) * height)
  const round = (number: number) => Math.round(number * 100) / 100
  const parts: string[] = []
  let open = false
  values.forEach((value, index) => {
    if (value === null) {
      open = false
      return
    }
    const at = `${round(x(index))} ${round(y(value))}`
    const alone = !open && (values[index + 1] ?? null) === null
    parts.push(alone ? `M${at}h0.01` : `${open ? 'L' : 'M'}${at}`)
    open = true
  })
  return parts.join('')
}
