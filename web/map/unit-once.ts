/**
 * The unit beside the name instead of at every edge: `79.0%`, `84.7%` -> `%` and `79.0`, `84.7`. Where the edges differ in what follows the
 * figure (9,800 人次, 1.2 万人次) it is part of the figure and stays.
 */
export function withUnitOnce(texts: readonly string[]): { unit: string; edges: readonly string[] } {
  const parts = texts.map((text) => /^(-?[\d.,]+)(.*)$/.exec(text))
  const units = new Set(parts.map((part) => part?.[2]?.trim()))
  const [unit] = units
  if (units.size !== 1 || unit === undefined) return { unit: '', edges: texts }
  return { unit, edges: parts.map((part) => part?.[1] ?? '') }
}
