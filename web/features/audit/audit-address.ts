/** The filters of the audit as they stand in the address. Days are those of the province's clock (UTC+8). */
export interface AuditAddress {
  readonly actor: string
  readonly action: string
  readonly subject: string
  /** `yyyy-mm-dd`, or empty. */
  readonly from: string
  readonly until: string
}

const NAMES = { actor: 'a', action: 'c', subject: 's', from: 'from', until: 'until' } as const
const DAY = /^\d{4}-\d{2}-\d{2}$/

export function readAuditAddress(query: { get(name: string): string | null }): AuditAddress {
  const text = (name: keyof AuditAddress) => query.get(NAMES[name]) ?? ''
  const day = (name: 'from' | 'until') => (isDay(text(name)) ? text(name) : '')
  return {
    ...{ actor: text('actor'), action: text('action'), subject: text('subject') },
    ...{ from: day('from'), until: day('until') },
  }
}

export function auditHref(address: AuditAddress): string {
  const query = new URLSearchParams()
  for (const [name, short] of Object.entries(NAMES)) {
    const value = address[name as keyof AuditAddress]
    if (value) query.set(short, value)
  }
  return query.size > 0 ? `/audit?${query}` : '/audit'
}

/** The question of an address: from the first instant of one day to the last of the other. */
export function auditFilter({ actor, action, subject, from, until }: AuditAddress) {
  return {
    ...(actor.trim() ? { actor: actor.trim() } : {}),
    ...(action ? { action } : {}),
    ...(subject.trim() ? { subject: subject.trim() } : {}),
    ...(isDay(from) ? { from: startOf(from) } : {}),
    ...(isDay(until) ? { until: new Date(startOf(until).getTime() + 86_400_000) } : {}),
  }
}

const startOf = (day: string) => new Date(`${day}T00:00:00+08:00`)
/** A day that the calendar has: JavaScript reads 31 February as a day in March. */
const isDay = (text: string) =>
  DAY.test(text) &&
  !Number.isNaN(startOf(text).getTime()) &&
  new Date(startOf(text).getTime() + 8 * 3_600_000).toISOString().startsWith(text)
