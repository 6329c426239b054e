import type { z } from 'zod'
import type { Bilingual } from '../ids'
import { QUERY_WORDS, type QueryField } from './query-words'

/** What is wrong with one part of a question, and how it is written rightly. */
export interface QueryTrouble extends Bilingual {
  /** The part as the asker wrote it: a field of the question, a parameter of an address, an option of a command. */
  readonly part: string
}

/**
 * Says in both languages why a question cannot be asked, one sentence a part.
 * @param written the asker's name of a field, where it is not the schema's own
 */
export function troublesOf(error: z.ZodError, written: (field: string) => string = (field) => field): QueryTrouble[] {
  const found = new Map<string, QueryTrouble>()
  for (const issue of error.issues) {
    if (issue.code === 'unrecognized_keys') {
      for (const key of issue.keys) found.set(key, unknownPart(key, written))
      continue
    }
    const field = String(issue.path[0] ?? '')
    const part = written(field)
    if (found.has(part)) continue
    const words = isField(field) ? QUERY_WORDS[field] : { zh: '', en: '' }
    const missing = issue.code === 'invalid_type' && issue.path.length === 1 && issue.message.endsWith('undefined')
    found.set(part, {
      part,
      zh: `${missing ? `缺少 ${part}。` : `${part} 不能这样写。`}${words.zh}`,
      en: `${missing ? `${part} is missing` : `${part}: ${plain(issue.message)}`}. ${words.en}`.trim(),
    })
  }
  return [...found.values()]
}

/** A part that no question has. */
export function unknownPart(part: string, written: (field: string) => string): QueryTrouble {
  const known = Object.keys(QUERY_WORDS).map(written).join(', ')
  return { part, zh: `没有 ${part} 这一项；可用的有：${known}。`, en: `There is no ${part}; there are: ${known}.` }
}

function isField(name: string): name is QueryField {
  return Object.hasOwn(QUERY_WORDS, name)
}

function plain(message: string): string {
  return message.replace(/\.$/, '')
}
