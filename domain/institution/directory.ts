import { organisationCode, plainCode } from './code'
import { type InstitutionName, type NamePart, parseInstitutionName, placeNames } from './name'
import { grams, type MatchReason, nameLikeness } from './similarity'

/** An institution that is registered. */
export interface RegisteredInstitution {
  readonly id: string
  readonly name: string
  /** Names it had, or is also known by. */
  readonly otherNames?: readonly string[]
  readonly countyCode: string
  /** Codes of other registers: 统一社会信用代码, WS 218. The id itself always counts. */
  readonly codes?: readonly string[]
}

/** What a sender wrote in the place of a registered institution. */
export interface InstitutionAsSent {
  readonly name: string
  readonly code?: string
  /** County where it is said to stand. */
  readonly countyCode?: string
}

export interface Candidate {
  readonly id: string
  /** 0 to 1; 1 is the same code, or the very same name alone in the register. */
  readonly score: number
  readonly reasons: readonly MatchReason[]
}

export interface MatchAnswer {
  /** Best first. */
  readonly candidates: readonly Candidate[]
  /** The first is as good as certain and no other comes near: a person may confirm such answers in one go. */
  readonly clear: boolean
}

/** Below this a candidate is not worth a look. */
const WORTH_A_LOOK = 0.35
const CLEAR = { score: 0.95, margin: 0.08 } as const
/** How many entries with the most rare characters, places and numbers in common are compared in full, and how many where they tie. */
const COMPARED = 60
const COMPARED_AT_MOST = 400

interface Entry {
  readonly institution: RegisteredInstitution
  readonly name: InstitutionName
}

/**
 * The register in a form in which a messy name finds its candidates: an index from character pairs to entries, weighted by how rare a
 * pair is. A question compares a few dozen entries in full, whatever the register's size. It proposes; a person decides.
 */
export class InstitutionDirectory {
  readonly #entries: Entry[]
  readonly #byFeature = new Map<string, number[]>()
  readonly #byCode = new Map<string, number[]>()
  readonly #places: ReadonlySet<string>

  /** @param divisions names of the areas, former ones included */
  constructor(institutions: readonly RegisteredInstitution[], divisions: Iterable<string>) {
    this.#places = placeNames(divisions)
    this.#entries = institutions.map((institution) => ({
      institution,
      name: merged([institution.name, ...(institution.otherNames ?? [])].map((name) => this.#parse(name))),
    }))
    for (const [at, { institution, name }] of this.#entries.entries()) {
      for (const feature of featuresOf(name)) push(this.#byFeature, feature, at)
      for (const code of codesOf([institution.id, ...(institution.codes ?? [])])) push(this.#byCode, code, at)
    }
  }

  /** @param limit how many candidates at most */
  match(sent: InstitutionAsSent, limit = 5): MatchAnswer {
    const found = new Map<number, Candidate>()
    if (sent.code)
      for (const code of codesOf([sent.code]))
        for (const at of this.#byCode.get(code) ?? []) this.#note(found, at, 1, ['same-code'])
    if (sent.name.trim() !== '') {
      // A sender may write the code where the name belongs.
      for (const code of codesOf([sent.name]))
        for (const at of this.#byCode.get(code) ?? []) this.#note(found, at, 1, ['same-code'])
      const name = this.#parse(sent.name)
      for (const at of this.#alike(name)) this.#compare(found, at, name, sent)
    }
    const candidates = [...found.values()]
      .filter(({ score }) => score >= WORTH_A_LOOK)
      .sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1))
    const [first, second] = candidates
    const clear =
      first !== undefined && first.score >= CLEAR.score && first.score - (second?.score ?? 0) >= CLEAR.margin
    return { candidates: candidates.slice(0, limit), clear }
  }

  #compare(found: Map<number, Candidate>, at: number, name: InstitutionName, sent: InstitutionAsSent): void {
    const entry = this.#entries[at]
    if (!entry) return
    const { score, reasons } = nameLikeness(name, entry.name, (gram) => this.#weight(gram))
    if (sent.countyCode === undefined) this.#note(found, at, score, reasons)
    else if (sent.countyCode === entry.institution.countyCode) this.#note(found, at, score, [...reasons, 'same-county'])
    else this.#note(found, at, score * 0.8, [...reasons, 'other-county'])
  }

  #note(found: Map<number, Candidate>, at: number, score: number, reasons: readonly MatchReason[]): void {
    const id = this.#entries[at]?.institution.id
    const known = found.get(at)
    if (id === undefined || (known && known.score >= score)) return
    found.set(at, { id, score: Math.round(score * 1000) / 1000, reasons })
  }

  /** The entries that share most of the rare characters, a few dozen. */
  #alike(name: InstitutionName): number[] {
    const shared = new Map<number, number>()
    for (const feature of featuresOf(name)) {
      const worth = this.#weight(feature) ** 2
      for (const at of this.#byFeature.get(feature) ?? []) shared.set(at, (shared.get(at) ?? 0) + worth)
    }
    const best = [...shared].sort((a, b) => b[1] - a[1])
    const last = best[COMPARED - 1]?.[1] ?? 0
    return best
      .slice(0, COMPARED_AT_MOST)
      .filter(([, value]) => value >= last)
      .map(([at]) => at)
  }

  #weight(feature: string): number {
    return Math.log(1 + this.#entries.length / (1 + (this.#byFeature.get(feature)?.length ?? 0)))
  }

  #parse(text: string): InstitutionName {
    return parseInstitutionName(text, this.#places)
  }
}

/** What two names may have in common: character pairs, places, the number. */
function featuresOf({ names }: InstitutionName): Set<string> {
  const of = ({ core, places, ordinal }: NamePart) => [
    ...grams(core),
    ...places.map((place) => `@${place}`),
    ...(ordinal === null ? [] : [`#${ordinal}`]),
  ]
  return new Set(names.flatMap(of))
}

function merged(names: readonly InstitutionName[]): InstitutionName {
  return {
    names: names.flatMap(({ names }) => names),
    former: new Set(names.flatMap(({ former }) => [...former])),
  }
}

function codesOf(texts: readonly string[]): string[] {
  return [...new Set(texts.flatMap((text) => [plainCode(text), organisationCode(text) ?? plainCode(text)]))]
}

function push(map: Map<string, number[]>, key: string, at: number): void {
  const known = map.get(key)
  if (!known) map.set(key, [at])
  else if (known.at(-1) !== at) known.push(at)
}
