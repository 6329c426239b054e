import { PARAMETERS, parameterOf, readParameters } from '@cockpit/domain/indicator/parameters'
import { IndicatorQuery } from '@cockpit/domain/indicator/query'
import { type QueryTrouble, troublesOf } from '@cockpit/domain/indicator/query-trouble'
import type { QueryField } from '@cockpit/domain/indicator/query-words'
import { readJsonInput } from './json-input'
import { UsageError } from './trouble'

type Flags = Readonly<Partial<Record<(typeof PARAMETERS)[QueryField], string | true | readonly string[]>>>

/** The flags by which a question is asked; `--version` is the program's own, so versions of definitions are called otherwise. */
export interface QuestionFlags extends Omit<Flags, 'version'> {
  readonly definition?: readonly string[]
}

/** The question in a file of JSON. @throws UsageError naming each field that is wrong */
export function questionIn(file: string): IndicatorQuery {
  const parsed = IndicatorQuery.safeParse(readJsonInput(file))
  if (!parsed.success) throw cannotBeAsked(troublesOf(parsed.error))
  return parsed.data
}

/** The question of the flags, read as the parameters of an address are. @throws UsageError naming each flag that is wrong */
export function questionOf(options: QuestionFlags): IndicatorQuery {
  const flags: Flags = { ...options, ...(options.definition ? { version: options.definition } : {}) }
  if (!flags.indicator || !flags.territory || !flags.period)
    throw new UsageError('name at least --indicator, --territory and --period, or give the question with --input.')
  const address = new URLSearchParams()
  for (const name of Object.values(PARAMETERS)) {
    const value = flags[name]
    for (const text of value === undefined ? [] : Array.isArray(value) ? value : [value])
      address.append(name, String(text))
  }
  const read = readParameters(address)
  if (!read.ok) throw cannotBeAsked(read.troubles.map((trouble) => ({ ...trouble, part: flagOf(trouble.part) })))
  return read.query
}

function flagOf(parameter: string): string {
  return `--${parameter === parameterOf('versions') ? 'definition' : parameter}`
}

function cannotBeAsked(troubles: readonly QueryTrouble[]): UsageError {
  return new UsageError(
    `the question cannot be asked 问题的写法有误\n${troubles.map(({ part, zh, en }) => `  ${part}\n    ${zh}\n    ${en}`).join('\n')}`,
  )
}
