import type { ColourScale } from './contract'

export class ScaleError extends Error {}

/**
 * Classes with equal numbers of areas, on edges rounded to `digits` decimals. Equal values never fall into different classes,
 * so few distinct values give fewer classes.
 * @param values shown values only, any order
 * @param ramp colours from few to many; the classes take an even choice of them
 */
export function quantileScale(
  values: readonly number[],
  ramp: readonly string[],
  digits = 1,
  classes = 6,
): ColourScale {
  const sorted = values.filter(Number.isFinite).sort((a, b) => a - b)
  const first = sorted[0]
  const last = sorted.at(-1)
  if (first === undefined || last === undefined) return { edges: [], colours: [] }
  const factor = 10 ** digits
  const inner: number[] = []
  for (let step = 1; step < classes; step++) {
    const place = (step / classes) * (sorted.length - 1)
    const below = sorted[Math.floor(place)] ?? first
    const above = sorted[Math.ceil(place)] ?? below
    inner.push(Math.round((below + (above - below) * (place - Math.floor(place))) * factor) / factor)
  }
  const low = Math.floor(first * factor) / factor
  const high = Math.ceil(last * factor) / factor
  const edges = [...new Set([low, ...inner.filter((edge) => edge > low && edge < high), high])]
  if (edges.length === 1) edges.push(low + 1 / factor)
  return { edges, colours: spread(ramp, edges.length - 1) }
}

/** Classes on edges somebody chose (policy bands). @throws ScaleError unless they ascend and are at least two */
export function givenScale(edges: readonly number[], ramp: readonly string[]): ColourScale {
  if (edges.length < 2) throw new ScaleError(`A colour scale needs at least two edges, got ${edges.length}.`)
  if (edges.some((edge, index) => index > 0 && edge <= (edges[index - 1] ?? edge)))
    throw new ScaleError(`The edges of a colour scale must ascend: ${edges.join(', ')}.`)
  return { edges, colours: spread(ramp, edges.length - 1) }
}

/** The class of a value: an inner edge belongs to the upper class; beyond the ends the nearest class. -1 without classes. */
export function classOf(value: number, scale: ColourScale): number {
  const last = scale.colours.length - 1
  for (let index = last; index > 0; index--) if (value >= (scale.edges[index] ?? Infinity)) return index
  return last < 0 ? -1 : 0
}

export function colourOf(value: number | null, scale: ColourScale): string | null {
  return value === null ? null : (scale.colours[classOf(value, scale)] ?? null)
}

/** `count` colours evenly over the ramp; few classes avoid the darkest end, which sinks into the background. */
function spread(ramp: readonly string[], count: number): string[] {
  if (ramp.length === 0) throw new ScaleError('A colour scale needs at least one colour.')
  const start = count < ramp.length ? 1 : 0
  const room = ramp.length - 1 - start
  return Array.from({ length: count }, (_, index) => {
    const place = count === 1 ? ramp.length / 2 : start + (index / (count - 1)) * room
    return ramp[Math.min(ramp.length - 1, Math.round(place))] ?? (ramp[0] as string)
  })
}
