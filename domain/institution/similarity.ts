import type { InstitutionName, NamePart } from './name'

/** What speaks for or against a candidate; a screen shows them as words. */
export type MatchReason =
  | 'same-code'
  | 'same-name'
  | 'former-name'
  | 'other-name'
  | 'similar-name'
  | 'same-county'
  | 'other-county'
  | 'other-place'
  | 'wider-place'
  | 'other-number'
  | 'other-speciality'
  | 'branch'
  | 'other-branch'

export interface Likeness {
  /** 0 to 1. */
  readonly score: number
  readonly reasons: readonly MatchReason[]
}

/** Weight of each pair of neighbouring characters: what every institution's name has says little. */
export type GramWeights = (gram: string) => number

/** What cannot be overlooked: each factor is put on the score of the text alone. */
const AGAINST = {
  'other-number': 0.45,
  'other-speciality': 0.55,
  'other-place': 0.6,
  'wider-place': 0.8,
  branch: 0.85,
  'other-branch': 0.7,
} as const

/**
 * How alike two institutions' names are: the best of their names' pairs. The text counts by the cosine of its weighted character pairs; a
 * different number, speciality, place or a branch lowers it, because 第一 and 第二人民医院 differ by one character and are two hospitals.
 */
export function nameLikeness(a: InstitutionName, b: InstitutionName, weight: GramWeights): Likeness {
  let best: Likeness = { score: 0, reasons: [] }
  for (const [at, mine] of a.names.entries())
    for (const [to, theirs] of b.names.entries()) {
      const found = partLikeness(mine, theirs, weight)
      const second = at > 0 || to > 0
      const former = a.former.has(mine) || b.former.has(theirs)
      // A second name may be shared by two sites of one institution.
      const score = found.score * (former || second ? 0.97 : 1)
      if (score > best.score) {
        const how = found.reasons.map((reason) =>
          reason === 'same-name' && former ? 'former-name' : reason === 'same-name' && second ? 'other-name' : reason,
        )
        best = { score, reasons: how }
      }
    }
  return best
}

function partLikeness(a: NamePart, b: NamePart, weight: GramWeights): Likeness {
  if (a.full === b.full && a.branch === b.branch) return { score: 1, reasons: ['same-name'] }
  const against: (keyof typeof AGAINST)[] = []
  if (a.ordinal !== b.ordinal) against.push('other-number')
  if (conflicting(a, b)) against.push('other-speciality')
  const place = placeConflict(a.places, b.places)
  if (place) against.push(place)
  const lowered = (text: number, reasons: readonly (keyof typeof AGAINST)[]) =>
    reasons.reduce((value, reason) => value * AGAINST[reason], text)
  const sameCore = a.core === b.core
  const text = sameCore ? SAME_CORE : cosine(grams(a.core), grams(b.core), weight)
  const apart = a.branch === b.branch ? against : [...against, branchConflict(a.branch, b.branch)]
  const likeness = {
    score: lowered(text, apart),
    reasons: [sameCore ? 'same-name' : 'similar-name', ...apart],
  } as const
  if (sameCore || a.branch === b.branch) return likeness
  // 三峡中心百安分院 leaves out the word behind which its branch would stand: then the whole tells more than the parts.
  const whole = lowered(cosine(grams(a.core + (a.branch ?? '')), grams(b.core + (b.branch ?? '')), weight), against)
  return whole > likeness.score ? { score: whole, reasons: ['similar-name', ...against] } : likeness
}

/** The same but for the writing of the divisions: a little less than the very same text. */
const SAME_CORE = 0.98

function branchConflict(a: string | null, b: string | null): 'branch' | 'other-branch' {
  return a && b ? 'other-branch' : 'branch'
}

/** One says it is for children, the other for bones. A name that says nothing agrees with all. */
function conflicting(a: NamePart, b: NamePart): boolean {
  if (a.specialities.length === 0 && b.specialities.length === 0) return false
  return !a.specialities.some((one) => b.specialities.includes(one))
}

/**
 * Names agree in place when the finest place of both is the same, or one names none. A city's hospital and one of a district of that city
 * (重庆市第一人民医院, 重庆市渝北区第一人民医院) are most likely two.
 */
function placeConflict(a: readonly string[], b: readonly string[]): 'other-place' | 'wider-place' | undefined {
  const [mine, theirs] = [a.at(-1), b.at(-1)]
  if (mine === undefined || theirs === undefined || mine === theirs) return undefined
  return a.includes(theirs) || b.includes(mine) ? 'wider-place' : 'other-place'
}

/** Characters and pairs of neighbours, with the ends marked. */
export function grams(text: string): string[] {
  const characters = [...text]
  return [...characters, ...characters.map((one, at) => one + (characters[at + 1] ?? '$'))]
}

function cosine(a: readonly string[], b: readonly string[], weight: GramWeights): number {
  const [mine, theirs] = [new Set(a), new Set(b)]
  const norm = (set: ReadonlySet<string>) => [...set].reduce((sum, gram) => sum + weight(gram) ** 2, 0)
  const shared = [...mine].reduce((sum, gram) => sum + (theirs.has(gram) ? weight(gram) ** 2 : 0), 0)
  const size = Math.sqrt(norm(mine) * norm(theirs))
  return size > 0 ? shared / size : 0
}
