import { createHmac } from 'node:crypto'

/**
 * A second reading of the rules, one row and one value at a time, sharing no code with the import: what a careful clerk
 * would do with `VISIT_TABLE` of property.test.ts. Slow and plain on purpose.
 */
export interface Judged {
  readonly line: number
  /** Null when the row is rejected. */
  readonly row: Row | null
}
interface Row extends Readonly<Record<string, unknown>> {
  readonly kind: string
  readonly amount: number | null
  readonly flags: string
}

/** Why a whole file is not taken. */
export type NaiveRefusal = 'check-failed' | 'mostly-rejected'

const KNOWN_FACILITIES = ['F001', 'F002', 'F003']
/** Under the codes I10 and A17.0. */
const CODES: Readonly<Record<string, boolean>> = {
  I10: true,
  i10: true,
  'A17.0+': true,
  'I10.x00x002': true,
  'A17.000x1': true,
  Q99: false,
  'A17.1': false,
  'A17.1x': false,
}

export function judgeFile(
  records: readonly (readonly string[])[],
  fields: number,
  key: string,
): Judged[] | NaiveRefusal {
  const seen = new Set<string>()
  let full = 0
  let readable = 0
  let rejected = 0
  const judged = records.map((record, at) => {
    const line = at + 2
    const whole = record.length === fields
    if (whole) readable++
    const verdict = whole ? judgeRow(record, key) : null
    if (verdict === 'full') full++
    if (verdict === null || verdict === 'full') {
      rejected++
      return { line, row: null }
    }
    const business = JSON.stringify([verdict.facility, verdict.record, verdict.day])
    if (seen.has(business)) return { line, row: null }
    seen.add(business)
    return { line, row: verdict }
  })
  if (full > 0.1 * readable) return 'check-failed'
  if (records.length > 20 && rejected > records.length / 2) return 'mostly-rejected'
  return withFarAmounts(judged)
}

/** Amounts more than twice the middle half's width outside it, among at least six of their kind. */
function withFarAmounts(judged: readonly { line: number; row: Row | null }[]): Judged[] {
  const fences = new Map<string, readonly [number, number]>()
  for (const kind of ['1', '2', '9']) {
    const amounts = judged
      .flatMap(({ row }) => (row !== null && row.kind === kind && row.amount !== null ? [row.amount] : []))
      .sort((a, b) => a - b)
    const low = quantile(amounts, 0.25)
    const high = quantile(amounts, 0.75)
    if (amounts.length >= 6 && high > low) fences.set(kind, [low - 2 * (high - low), high + 2 * (high - low)])
  }
  return judged.map(({ line, row }) => {
    const fence = row ? fences.get(row.kind) : undefined
    if (row === null || row.amount === null || !fence) return { line, row }
    const far = row.amount < fence[0] || row.amount > fence[1]
    return { line, row: far ? { ...row, flags: [row.flags, 'far'].filter(Boolean).join(',') } : row }
  })
}

function quantile(sorted: readonly number[], q: number): number {
  const place = (sorted.length - 1) * q
  const below = sorted[Math.floor(place)] ?? 0
  const above = sorted[Math.ceil(place)] ?? 0
  return below + (above - below) * (place - Math.floor(place))
}

/**
 * Fields: facility, record, name, day, at, kind, count, amount, ok, then three times code, state and day of an entry. `full` for a
 * row that is sound but for the check that may refuse the file, or has other faults beside it.
 */
function judgeRow(record: readonly string[], key: string): Row | 'full' | null {
  const [facility, recordNo, , day, at, kind, count, amount, ok, ...list] = record.map(written) as (string | null)[]
  const countValue = count ? readNumber(count) : null
  if (countValue === 500) return 'full'
  if (!facility || !KNOWN_FACILITIES.includes(facility)) return null
  if (!recordNo) return null
  const dayValue = day ? readTime(day) : null
  if (!dayValue) return null
  const atValue = at ? readTime(at) : null
  if (at && !atValue) return null
  if (!kind || !['1', '2', '9'].includes(kind)) return null
  if (countValue === null || !Number.isInteger(countValue) || countValue < 0 || countValue > 500) return null
  const amountValue = amount ? readNumber(amount) : null
  if (amount && (amountValue === null || amountValue < 0 || amountValue > 1e15)) return null
  const okValue = ok ? readFlag(ok) : null
  if (ok && okValue === null) return null
  if (kind === '9' && countValue > 100) return null
  const entries = readEntries(list)
  if (entries === null) return null
  const flags = [
    amountValue !== null && amountValue > 1000 ? 'expensive' : '',
    entries.some(({ code }) => !CODES[code]) ? 'code-set:entries.code' : '',
  ]
  return {
    facility,
    record: naiveHash(key, recordNo),
    day: dayValue.slice(0, 10),
    at: atValue,
    kind,
    count: countValue,
    amount: amountValue,
    ok: okValue,
    entries: JSON.stringify(entries),
    flags: flags.filter(Boolean).join(','),
  }
}

/** Null when a member of an entry that has a code is wrong. */
function readEntries(
  fields: readonly (string | null)[],
): { code: string; state: string | null; day: string | null }[] | null {
  const entries = []
  for (let at = 0; at < fields.length; at += 3) {
    const [code, state = null, day] = fields.slice(at, at + 3)
    if (!code) continue
    const dayValue = day ? readTime(day) : null
    if ((state !== null && !['1', '2'].includes(state)) || (day && !dayValue)) return null
    entries.push({ code, state, day: dayValue?.slice(0, 10) ?? null })
  }
  return entries
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

/** HMAC-SHA256 in base64, cut to twelve characters, with other signs for + and /. */
function naiveHash(key: string, text: string): string {
  const mac = createHmac('sha256', Buffer.from(key, 'hex')).update(text).digest('base64')
  return mac.slice(0, 12).replaceAll('+', '_').replaceAll('/', '~')
}
