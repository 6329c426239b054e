import { IndicatorMeta } from '@cockpit/domain/indicator/definition'
import { z } from 'zod'
import type { PublishedPacks } from '../packs/publish-packs'
import { type Meta, ratesOf } from './catalogue'

const FACILITY_DIMENSIONS = ['provinceCode', 'cityCode', 'countyCode', 'facilityId', 'tier', 'category', 'date']
/** An area cube has `facilityId` too, constant and hidden, so that a facility's scope filters it to nothing; meta does not list it. */
const AREA_DIMENSIONS = ['provinceCode', 'cityCode', 'countyCode', 'date']

/**
 * Everything that is wrong with the model and with what boards and rules say of it, in words; empty when sound. Pure.
 * @param meta `/v1/meta` as `fetchMeta` gives it
 * @param packs boards and rules, as `readPacks` or `packsAsData` give them
 * @param targets indicators that rows of the table `target` name (`targetedIndicators`)
 */
export function checkCatalogue(
  meta: Meta,
  packs: Pick<PublishedPacks, 'boards' | 'rules' | 'tables'>,
  targets: readonly string[] = [],
): string[] {
  const measures = new Map(
    meta.cubes.flatMap((cube) => cube.measures.map((measure) => [measure.name, measure] as const)),
  )
  const tables = new Set(packs.tables.map((table) => table.name))
  const problems = meta.cubes.flatMap((cube) => problemsOf(cube, measures, tables))
  const rates = meta.cubes.flatMap((cube) =>
    cube.measures.flatMap((measure) => safeRates(measure.meta).map((rate) => `${cube.name}.${rate.name}`)),
  )
  const known = new Set([
    ...[...measures.values()].filter((measure) => measure.meta?.indicator !== undefined).map((measure) => measure.name),
    ...rates,
  ])
  for (const rate of rates) if (measures.has(rate)) problems.push(`${rate} is declared as a rate and as a measure.`)
  const name = (who: string, ids: readonly string[]) => {
    for (const id of ids) if (!known.has(id)) problems.push(`${who} names the indicator ${id}, which does not exist.`)
  }
  for (const board of packs.boards)
    name(`The board of ${board.pack}`, [
      ...board.tiles.map((tile) => tile.indicator),
      ...board.map,
      ...board.trend,
      ...board.rank,
      ...(board.radar ?? []),
    ])
  for (const rule of packs.rules) name(`The rule ${rule.id}`, [rule.indicator])
  name('The table target', targets)
  return problems
}

/** What Cube calls a mean; it cannot be added up over places or months, so it would be averaged again. */
const AVERAGES = new Set(['avg'])

/** What each kind of indicator may be in Cube: sums are added up, quotients are computed from two of them. */
const TYPES: Readonly<Record<IndicatorMeta['kind'], readonly string[]>> = {
  sum: ['sum', 'count'],
  stock: ['sum', 'count'],
  ratio: ['number'],
  // Declared on the measure of its numerator, which is checked as such.
  rate: ['sum', 'count'],
  distinct: ['countDistinct', 'count_distinct', 'countDistinctApprox'],
}

type Cube = Meta['cubes'][number]
type Measure = Cube['measures'][number]

function problemsOf(cube: Cube, measures: ReadonlyMap<string, Measure>, tables: ReadonlySet<string>): string[] {
  if (!cube.meta) return [`The cube ${cube.name} has no meta {pack, scope, grain, tables}.`]
  if (cube.meta.scope === 'open') return []
  const problems: string[] = []
  const has = new Set(cube.dimensions.map((dimension) => dimension.name))
  const wanted = cube.meta.scope === 'facility' ? FACILITY_DIMENSIONS : AREA_DIMENSIONS
  for (const dimension of wanted)
    if (!has.has(`${cube.name}.${dimension}`))
      problems.push(`The cube ${cube.name} lacks the dimension ${dimension}; authority cannot be applied to it.`)
  for (const measure of cube.measures) {
    const declared = measure.meta?.indicator
    if (declared === undefined && measure.meta?.part !== true && measure.isVisible !== false)
      problems.push(`${measure.name} has neither meta.indicator nor meta.part.`)
    if (declared !== undefined) problems.push(...problemsOfIndicator(measure.name, cube, declared, measures, tables))
    if (AVERAGES.has(measure.aggType ?? ''))
      problems.push(
        `${measure.name} is an average of rows (${measure.aggType}): declare its two sums and divide them, as a ratio.`,
      )
    const rates = safeRates(measure.meta)
    if (measure.meta?.rates !== undefined && rates.length === 0)
      problems.push(`${measure.name}: its meta.rates cannot be read; each needs a name in camel case.`)
    for (const rate of rates)
      problems.push(...problemsOfIndicator(`${cube.name}.${rate.name}`, cube, rate, measures, tables))
  }
  return problems
}

function problemsOfIndicator(
  id: string,
  cube: Cube,
  declared: unknown,
  measures: ReadonlyMap<string, Measure>,
  tables: ReadonlySet<string>,
): string[] {
  const parsed = IndicatorMeta.safeParse(declared)
  if (!parsed.success) return [`${id}: its meta is not complete: ${z.prettifyError(parsed.error)}`]
  const meta = parsed.data
  const problems = [...new Set([...meta.tables, ...(meta.earlier ?? []).flatMap((one) => one.tables ?? [])])]
    .filter((table) => !tables.has(table))
    .map((table) => `${id} is made from the table ${table}, which no pack declares.`)
  const full = (name: string) => (name.includes('.') ? name : `${cube.name}.${name}`)
  const own = measures.get(id)
  if (own?.aggType !== undefined && !TYPES[meta.kind].includes(own.aggType))
    problems.push(
      `${id} is a ${meta.kind}, but its measure is of type ${own.aggType}; it must be ${TYPES[meta.kind].join(' or ')}.`,
    )
  const ratio = meta.kind === 'ratio' || meta.kind === 'rate'
  for (const role of ['numerator', 'denominator'] as const) {
    const name = meta[role]
    if (!ratio) continue
    if (!name) problems.push(`${id} is a ${meta.kind} and names no ${role}.`)
    else problems.push(...problemsOfPart(id, role, full(name), measures))
  }
  if (meta.kind === 'ratio' && meta.denominator && full(meta.denominator).split('.')[0] !== cube.name)
    problems.push(`${id} is a ratio, but its denominator is in another cube; declare it as a rate.`)
  if (meta.suppressOn !== undefined) problems.push(...problemsOfPart(id, 'suppressOn', full(meta.suppressOn), measures))
  if (meta.within) {
    const { dimension, count } = meta.within
    problems.push(...problemsOfPart(id, 'within.count', full(count), measures))
    if (!cube.dimensions.some(({ name }) => name === `${cube.name}.${dimension}`))
      problems.push(`${id} compares within ${dimension}, a dimension its cube does not have.`)
  }
  if (meta.kind === 'distinct' && (meta.suppressOn === undefined || meta.suppressBelow === undefined))
    problems.push(`${id} counts distinct things; it needs suppressBelow and suppressOn to tell none from no data.`)
  return [...problems, ...problemsOfVersions(id, meta, full, measures)]
}

/**
 * Every earlier version can be reckoned by measures of its own cube, and none is younger than its successor. Suppression looks at the same count
 * whatever the version, so that two versions of one figure are not told apart by what is withheld.
 */
function problemsOfVersions(
  id: string,
  meta: IndicatorMeta,
  full: (name: string) => string,
  measures: ReadonlyMap<string, Measure>,
): string[] {
  const earlier = meta.earlier ?? []
  if (earlier.length === 0) return meta.change ? [`${id} says what changed, but names no earlier version.`] : []
  const problems = meta.change ? [] : [`${id} has earlier versions and does not say what changed.`]
  const versions = [meta.version, ...earlier.map((one) => one.version)]
  if (new Set(versions).size < versions.length)
    problems.push(`${id} has two versions of one name: ${versions.join(', ')}.`)
  const days = [meta.effectiveFrom, ...earlier.map((one) => one.effectiveFrom)]
  if (days.some((day, at) => at > 0 && day >= (days[at - 1] ?? '')))
    problems.push(`${id}: its earlier versions must stand newest first, each of an earlier day: ${days.join(', ')}.`)
  if (meta.suppressBelow !== undefined && meta.suppressOn === undefined)
    problems.push(`${id} has earlier versions and suppresses small counts; name the count in suppressOn.`)
  const ratio = meta.kind === 'ratio' || meta.kind === 'rate'
  for (const { version, ...one } of earlier) {
    const parts = ratio ? (['numerator', 'denominator'] as const) : (['measure'] as const)
    for (const role of parts) {
      const name = one[role]
      if (!name) problems.push(`${id}, version ${version}, names no ${role}.`)
      else if (meta.kind === 'distinct') {
        if (!measures.has(full(name)))
          problems.push(`${id}, version ${version}: its ${role} ${full(name)} does not exist.`)
      } else problems.push(...problemsOfPart(`${id}, version ${version}`, role, full(name), measures))
    }
  }
  return problems
}

/** A ratio of sums is made of sums: an average, a minimum or a computed number behind it would be averaged again. */
function problemsOfPart(id: string, role: string, part: string, measures: ReadonlyMap<string, Measure>): string[] {
  const measure = measures.get(part)
  if (!measure) return [`${id}: its ${role} ${part} does not exist.`]
  return measure.aggType === 'sum' || measure.aggType === 'count'
    ? []
    : [`${id}: its ${role} ${part} is of type ${measure.aggType ?? measure.type}; it must be a sum or a count.`]
}

function safeRates(meta: Measure['meta']): { name: string }[] {
  try {
    return ratesOf(meta)
  } catch {
    return []
  }
}
