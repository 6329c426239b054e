import { join } from 'node:path'
import { encodingOf, transcode } from './encoding'
import type { SourceFacts } from './source'
import type { Text } from './stage'

/** The file as UTF-8 (decoded into the staging folder when it is not) and its first megabyte for the header. */
export async function readableText(
  path: string,
  facts: SourceFacts,
  folder: string,
): Promise<{ text: Text; head: string }> {
  const encoding = encodingOf(facts)
  const head = new TextDecoder(encoding).decode(facts.head)
  if (encoding === 'utf-8')
    return { head, text: { path, facts, transcoded: false, sound: facts.utf8, lineNumbersKnown: true } }
  const decoded = join(folder, 'utf8.csv')
  const { sound } = await transcode(path, decoded, encoding)
  // Line feeds were counted in bytes; in UTF-16 a byte 0x0A need not be one.
  return { head, text: { path: decoded, facts, transcoded: true, sound, lineNumbersKnown: encoding === 'gb18030' } }
}
