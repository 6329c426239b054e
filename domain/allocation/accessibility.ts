/**
 * Floating catchment areas: how much supply is within reach of each place, once competition for it is counted.
 *
 *   R_j = S_j / Σ_k P_k w(d_kj)          supply per head around site j
 *   A_i = Σ_j R_j w(d_ij)                what place i can reach of it
 *
 * Only w differs: 2SFCA (Luo & Wang 2003) a cut-off; E2SFCA (Luo & Qi 2009) steps; Gaussian (Dai 2010); KD2SFCA
 * (Dai & Wang 2011) the Epanechnikov kernel. Where everyone reachable is counted, Σ P_i A_i = Σ S_j: nothing is invented or lost.
 */
export type Decay =
  | { readonly kind: 'cutoff'; readonly limit: number }
  /** Weight of the first step whose `upTo` is not exceeded; 0 beyond the last. Steps ascend. */
  | { readonly kind: 'steps'; readonly steps: readonly { readonly upTo: number; readonly weight: number }[] }
  | { readonly kind: 'gaussian'; readonly limit: number }
  | { readonly kind: 'kernel'; readonly limit: number }

/** Minutes from each place (row) to each site (column), row-major; `Infinity` where there is no way. */
export interface TravelMatrix {
  readonly places: number
  readonly sites: number
  readonly minutes: ArrayLike<number>
}

export interface Access {
  /** Supply per head that each place can reach, in the units of supply ÷ population. */
  readonly access: Float64Array
  /** Supply per head around each site; 0 where nobody is within reach. */
  readonly ratio: Float64Array
  /** Sites with supply that no resident can reach: their supply is in nobody's access. */
  readonly stranded: readonly number[]
}

export class AccessibilityError extends Error {}

/** Luo & Qi 2009: 1, 0.68, 0.22 within 10, 20, 30 minutes; here the same thirds of any catchment. */
export function enhancedSteps(limit: number): Decay {
  requireLimit(limit)
  return {
    kind: 'steps',
    steps: [
      { upTo: limit / 3, weight: 1 },
      { upTo: (2 * limit) / 3, weight: 0.68 },
      { upTo: limit, weight: 0.22 },
    ],
  }
}

/** Weight of a journey of so many minutes, 0 to 1. A journey of exactly the limit counts. */
export function decayWeight(decay: Decay, minutes: number): number {
  switch (decay.kind) {
    case 'cutoff':
      return minutes <= decay.limit ? 1 : 0
    case 'steps':
      for (const step of decay.steps) if (minutes <= step.upTo) return step.weight
      return 0
    case 'gaussian':
      // exp(−d²/β) with β chosen so that the weight at the limit is 0.01.
      return minutes <= decay.limit ? Math.exp((Math.log(0.01) * minutes * minutes) / (decay.limit * decay.limit)) : 0
    case 'kernel':
      return minutes <= decay.limit ? 0.75 * (1 - (minutes / decay.limit) ** 2) : 0
  }
}

/**
 * Two-step floating catchment access.
 * @param population residents of each place, not negative
 * @param supply beds (or staff, scanners) of each site, not negative
 * @throws AccessibilityError when lengths disagree or a number cannot be used, naming it
 */
export function accessibility(
  population: ArrayLike<number>,
  supply: ArrayLike<number>,
  travel: TravelMatrix,
  decay: Decay,
): Access {
  requireInputs(population, supply, travel)
  requireDecay(decay)
  const { places, sites, minutes } = travel
  const demand = new Float64Array(sites)
  const weights = new Float64Array(places * sites)
  for (let i = 0; i < places; i++) {
    const residents = population[i] as number
    for (let j = 0; j < sites; j++) {
      const weight = decayWeight(decay, minutes[i * sites + j] as number)
      weights[i * sites + j] = weight
      demand[j] = (demand[j] as number) + residents * weight
    }
  }
  const ratio = new Float64Array(sites)
  const stranded: number[] = []
  for (let j = 0; j < sites; j++) {
    const reached = demand[j] as number
    if (reached > 0) ratio[j] = (supply[j] as number) / reached
    else if ((supply[j] as number) > 0) stranded.push(j)
  }
  const access = new Float64Array(places)
  for (let i = 0; i < places; i++) {
    let sum = 0
    for (let j = 0; j < sites; j++) sum += (weights[i * sites + j] as number) * (ratio[j] as number)
    access[i] = sum
  }
  return { access, ratio, stranded }
}

function requireInputs(population: ArrayLike<number>, supply: ArrayLike<number>, travel: TravelMatrix): void {
  if (population.length !== travel.places || supply.length !== travel.sites)
    throw new AccessibilityError(
      `The travel matrix is ${travel.places} places by ${travel.sites} sites, but there are ${population.length} populations and ${supply.length} supplies.`,
    )
  if (travel.minutes.length !== travel.places * travel.sites)
    throw new AccessibilityError(
      `The travel matrix has ${travel.minutes.length} times; ${travel.places} x ${travel.sites} were expected.`,
    )
  requireAmounts('population of place', population)
  requireAmounts('supply of site', supply)
  for (let at = 0; at < travel.minutes.length; at++)
    // `Infinity` is allowed (no way), a negative or missing time is not.
    if (!((travel.minutes[at] as number) >= 0))
      throw new AccessibilityError(
        `The time from place ${Math.floor(at / travel.sites)} to site ${at % travel.sites} is ${travel.minutes[at]}; give minutes, 0 or more.`,
      )
}

function requireAmounts(name: string, amounts: ArrayLike<number>): void {
  for (let at = 0; at < amounts.length; at++) {
    const amount = amounts[at] as number
    if (!(amount >= 0) || amount === Number.POSITIVE_INFINITY)
      throw new AccessibilityError(`The ${name} ${at} is ${amount}; give a finite number, 0 or more.`)
  }
}

function requireDecay(decay: Decay): void {
  if (decay.kind !== 'steps') {
    requireLimit(decay.limit)
    return
  }
  let before = 0
  for (const step of decay.steps) {
    if (!(step.upTo > before) || !(step.weight >= 0))
      throw new AccessibilityError('The steps of a decay must ascend and carry weights of 0 or more.')
    before = step.upTo
  }
}

function requireLimit(limit: number): void {
  if (!(limit > 0) || limit === Number.POSITIVE_INFINITY)
    throw new AccessibilityError(`A catchment of ${limit} minutes cannot be used; give a number above 0.`)
}
