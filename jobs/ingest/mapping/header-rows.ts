import type { Bilingual } from '@cockpit/domain/ids'
import type { KnownMapping } from '@cockpit/semantic-layer/packs/mapping'
import { plainText } from './plain-text'

/**
 * The headers of a statement whose header takes several rows: groups above (门诊 | 急诊), their fields below (人次 | 收入). A merged cell leaves
 * its group in the first field alone; it counts for the empty cells beside it as long as there are fields below, and so for none beside a
 * header that itself has nothing below (科室, merged downwards).
 * @param rows the header's rows, upper first
 * @param joint what stands between the levels: 门诊/人次
 */
export function joinedHeaders(rows: readonly (readonly string[])[], joint: string): string[] {
  const width = Math.max(0, ...rows.map((row) => row.length))
  const text = (level: number, at: number) => plainText(rows[level]?.[at]).replace(/\s+/g, ' ')
  const hasBelow = (level: number, at: number) => rows.some((_, below) => below > level && text(below, at) !== '')
  const carried = rows.map(() => '')
  return Array.from({ length: width }, (_, at) => {
    const levels = rows.map((_, level) => {
      const own = text(level, at)
      if (own !== '') {
        carried[level] = hasBelow(level, at) ? own : ''
        // A new group has none of the smaller ones of the group before.
        carried.fill('', level + 1)
        return own
      }
      if (hasBelow(level, at)) return carried[level] ?? ''
      carried[level] = ''
      return ''
    })
    return levels.filter((level) => level !== '').join(joint)
  })
}

/** Tells a person that a header of several rows was read as one; nothing where it is one row. */
export function headerNote(known: KnownMapping | null, rows: number): Bilingual[] {
  const joint = known?.mapping.headerJoint
  if (rows < 2 || joint === undefined) return []
  return [
    {
      zh: `表头占 ${rows} 行，上下两级以“${joint}”相连`,
      en: `the header takes ${rows} rows; groups and fields are joined by "${joint}"`,
    },
  ]
}
