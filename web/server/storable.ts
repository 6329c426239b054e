/**
 * Whether everything in a value that came from outside can be kept and told again: no text with NUL or half a character (a lone surrogate),
 * which PostgreSQL refuses, and no date that is none or lies beyond what a calendar writes with four digits.
 */
export function isStorable(value: unknown): boolean {
  switch (typeof value) {
    case 'string':
      return !/[\0\p{Cs}]/u.test(value)
    case 'object':
      if (value === null) return true
      if (value instanceof Date) return value >= EARLIEST && value <= LATEST
      if (Array.isArray(value)) return value.every(isStorable)
      return Object.entries(value).every(([name, one]) => isStorable(name) && isStorable(one))
    default:
      return true
  }
}

const EARLIEST = new Date('0001-01-01T00:00:00Z')
const LATEST = new Date('9999-12-31T23:59:59Z')
