import { createHmac } from 'node:crypto'

/**
 * A second reading of the rules, one row and one value at a time, sharing no code with the import: what a careful clerk
 * would do with `VISIT_TABLE` below. Slow and plain on purpose.
 */
export interface Judged {
  readonly line: number
  /** Null when the row is rejected. */
  readonly row: Readonly<Record<string, string | number | boolean | null>> | null
}

const KNOWN_FACILITIES = ['F001', 'F002', 'F003']

export function judgeFile(records: readonly (readonly string[])[], fields: number, key: string): Judged[] {
  const seen = new Set<string>()
  return records.map((record, at) => {
    const line = at + 2
    const row = record.length === fields ? judgeRow(record, key) : null
    if (row === null) return { line, row: null }
    const business = JSON.stringify([row.facility, row.record, row.day])
    if (seen.has(business)) return { line, row: null }
    seen.add(business)
    return { line, row }
  })
}

/** Fields: facility, record, name, day, at, kind, count, amount, ok. */
function judgeRow(record: readonly string[], key: string): Judged['row'] {
  const [facility, recordNo, , day, at, kind, count, amount, ok] = record.map(written) as (string | null)[]
  if (!facility || !KNOWN_FACILITIES.includes(facility)) return null
  if (!recordNo) return null
  const dayValue = day ? readTime(day) : null
  if (!dayValue) return null
  const atValue = at ? readTime(at) : null
  if (at && !atValue) return null
  if (!kind || !['1', '2', '9'].includes(kind)) return null
  const countValue = count ? readNumber(count) : null
  if (countValue === null || !Number.isInteger(countValue) || countValue < 0 || countValue > 500) return null
  const amountValue = amount ? readNumber(amount) : null
  if (amount && (amountValue === null || amountValue < 0 || amountValue > 1e15)) return null
  const okValue = ok ? readFlag(ok) : null
  if (ok && okValue === null) return null
  if (kind === '9' && countValue > 100) return null
  return {
    facility,
    record: createHmac('sha256', Buffer.from(key, 'hex')).update(recordNo).digest('hex'),
    day: dayValue.slice(0, 10),
    at: atValue,
    kind,
    count: countValue,
    amount: amountValue,
    ok: okValue,
    flags: amountValue !== null && amountValue > 1000 ? '[expensive]' : '[]',
  }
}

function written(value: string): string | null {
  const text = value.trim()
  return text === '' || text === '-' ? null : text
}

/** Full-width digits, a yuan sign and thousands separators in their places are forgiven. */
function readNumber(written: string): number | null {
  const plain = written.normalize('NFKC').replace(/^([+-]?)[¥￥]/, '$1')
  const text = /^[+-]?\d{1,3}(,\d{3})+(\.\d*)?$/.test(plain) ? plain.replaceAll(',', '') : plain
  return /^[+-]?\d+(\.\d+)?(e\d+)?$/.test(text) ? Number(text) : null
}

function readFlag(text: string): boolean | null {
  if (['1', 'true', 'yes', 'y', '是'].includes(text.toLowerCase())) return true
  return ['0', 'false', 'no', 'n', '否'].includes(text.toLowerCase()) ? false : null
}

const FORMS = [
  /^(?<y>\d{4})-(?<m>\d{1,2})-(?<d>\d{1,2})(?:[ T](?<h>\d{1,2}):(?<i>\d{1,2})(?::(?<s>\d{1,2}))?)?$/,
  /^(?<y>\d{4})\/(?<m>\d{1,2})\/(?<d>\d{1,2})(?:[ T](?<h>\d{1,2}):(?<i>\d{1,2})(?::(?<s>\d{1,2}))?)?$/,
  /^(?<y>\d{4})(?<m>\d{2})(?<d>\d{2})(?:(?<h>\d{2})(?<i>\d{2})(?<s>\d{2})?)?$/,
  /^(?<y>\d{4})年(?<m>\d{1,2})月(?<d>\d{1,2})日$/,
]

/** `yyyy-mm-dd hh:mm:ss`, or null when it is no moment between 1800 and 2199. */
function readTime(text: string): string | null {
  const parts = FORMS.map((form) => form.exec(text)?.groups).find(Boolean)
  if (!parts) return null
  const of = (name: string) => Number(parts[name] ?? 0)
  if (of('y') < 1800 || of('y') > 2199 || of('h') > 23 || of('i') > 59 || of('s') > 59) return null
  const date = new Date(Date.UTC(of('y'), of('m') - 1, of('d'), of('h'), of('i'), of('s')))
  if (date.getUTCMonth() !== of('m') - 1 || date.getUTCDate() !== of('d')) return null
  return date.toISOString().slice(0, 19).replace('T', ' ')
}
