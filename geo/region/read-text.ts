import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { IssueList } from './issue'

/** A file's text, or nothing with an issue when it is missing or not UTF-8. A byte-order mark is taken off. */
export function readText(folder: string, file: string, issues: IssueList): string | undefined {
  let bytes: Buffer
  try {
    bytes = readFileSync(join(folder, file))
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    if (code !== 'ENOENT' && code !== 'EISDIR' && code !== 'EACCES' && code !== 'ENOTDIR') throw error
    issues.error({
      kind: 'file-missing',
      problem: code === 'EACCES' ? 'The file may not be read.' : `There is no such file in ${folder}.`,
      remedy: 'A region folder holds region.json, areas.csv, boundaries.geojson, population.csv and facilities.csv.',
    })
    return undefined
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    issues.error({
      kind: 'not-utf8',
      problem: 'The text is not UTF-8 (a spreadsheet in China often saves GBK).',
      remedy: 'Save it again as "CSV UTF-8".',
    })
    return undefined
  }
}
