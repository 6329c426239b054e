import type { Column, DemoFacility, DemoFile, DemoWorld, WarehouseTable } from '../packs/contract'
import { SILENT_MONTHS } from './stories'

/**
 * How well the demonstration's institutions report: some are late, some leave out what they need not fill, some have holes, one is silent.
 * Planted in the files on their way to the import, whatever pack they are of, so that the pages of quality have something to find.
 */
export interface Delivery {
  /** Days after the end of its day, month or year at which a row usually comes. */
  readonly usualDays: number
  readonly late: readonly { readonly facility: string; readonly days: number; readonly since: string }[]
  /** Leave out two thirds of what they should but need not fill. */
  readonly sparse: ReadonlySet<string>
  /** Daily tables stop in the middle of the newest month. */
  readonly stopsMidMonth: ReadonlySet<string>
  /** Every second day of daily tables is missing in the newest three months. */
  readonly everyOther: ReadonlySet<string>
  readonly silent: ReadonlySet<string>
  readonly months: readonly string[]
}

const STOPS_AFTER = '-17'

/** Deterministic: by the order of the facilities. Institutions with a story of their own are left to it. */
export function planDelivery(world: DemoWorld): Delivery {
  const plain = world.facilities.filter((one) => one.story === undefined)
  const hospitals = plain.filter((one) => one.tier === 'secondary').sort(byId)
  const primary = plain.filter((one) => one.tier === 'primary').sort(byId)
  const since = (months: number) => `${world.months.at(-months) ?? world.months[0]}-01`
  const pick = (from: readonly DemoFacility[], step: number, offset: number) =>
    from.filter((_, at) => at % step === offset).map(({ id }) => id)
  const late = [
    ...pick(hospitals, 9, 2).map((facility, at) => ({
      facility,
      days: 6 + (at % 3) * 9,
      since: since(1 + (at % 6) * 2),
    })),
    ...pick(primary, 14, 5).map((facility, at) => ({
      facility,
      days: 5 + (at % 4) * 8,
      since: since(2 + (at % 5) * 2),
    })),
  ]
  return {
    usualDays: 1,
    late,
    sparse: new Set([...pick(hospitals, 16, 6), ...pick(primary, 20, 9)]),
    stopsMidMonth: new Set([...pick(hospitals, 40, 12), ...pick(primary, 60, 17)]),
    everyOther: new Set(pick(primary, 33, 21)),
    silent: new Set(world.facilities.filter((one) => one.story === 'stops-reporting').map(({ id }) => id)),
    months: world.months,
  }
}

/** The file as its institutions send it. Lines with quotes are passed on as they are. */
export function asSent(file: DemoFile, table: WarehouseTable, delivery: Delivery): DemoFile {
  if (!table.facilityColumn) return file
  return { ...file, rows: sentRows(file.rows, table, delivery) }
}

function* sentRows(chunks: Iterable<string>, table: WarehouseTable, delivery: Delivery): Generator<string> {
  let edit: ((line: string) => string | null) | undefined
  let rest = ''
  for (const chunk of chunks) {
    const text = rest + chunk
    const end = text.lastIndexOf('\n') + 1
    const kept: string[] = []
    // Lines that stay as they are go on together.
    let unwritten = 0
    for (let from = 0; from < end; ) {
      const next = text.indexOf('\n', from) + 1
      const line = text.slice(from, next - 1)
      const sent = edit ? edit(line) : line
      edit ??= editorOf(line, table, delivery)
      if (sent !== line) {
        kept.push(text.slice(unwritten, from))
        if (sent !== null) kept.push(sent, '\n')
        unwritten = next
      }
      from = next
    }
    kept.push(text.slice(unwritten, end))
    rest = text.slice(end)
    const whole = kept.join('')
    if (whole !== '') yield whole
  }
  if (rest !== '') yield rest
}

function editorOf(header: string, table: WarehouseTable, delivery: Delivery): (line: string) => string | null {
  const names = header.replace(/^\uFEFF/, '').split(',')
  const at = (column: Column | undefined) =>
    column ? names.findIndex((name) => name === column.name || column.headers.includes(name)) : -1
  const facilityAt = at(table.columns.find(({ name }) => name === table.facilityColumn))
  const dayAt = at(table.columns.find(({ name }) => name === table.dateColumn))
  const optional = table.columns
    .filter((column) => column.expected && !column.required)
    .map(at)
    .filter((place) => place >= 0)
  const daily = table.owedEvery === 'day'
  const newest = delivery.months.at(-1) ?? ''
  const quarter = delivery.months.slice(-3)
  const silentMonths = delivery.months.slice(-SILENT_MONTHS)
  const odd = new Set([...delivery.silent, ...delivery.stopsMidMonth, ...delivery.everyOther, ...delivery.sparse])
  return (line) => {
    // Nearly all report as they should; their lines, millions in a province, are not taken apart.
    const facility = cellAt(line, facilityAt)
    if (!odd.has(facility) || line.includes('"')) return line
    const cells = line.split(',')
    const day = cells[dayAt] ?? ''
    const month = day.slice(0, 7)
    if (delivery.silent.has(facility) && silentMonths.includes(month)) return null
    if (daily && delivery.stopsMidMonth.has(facility) && month === newest && day.slice(7) > STOPS_AFTER) return null
    if (daily && delivery.everyOther.has(facility) && quarter.includes(month) && Number(day.slice(8)) % 2 === 0)
      return null
    if (!delivery.sparse.has(facility) || optional.length === 0) return line
    return cells
      .map((cell, place) =>
        optional.includes(place) && (place + day.length + Number(day.slice(8))) % 3 !== 0 ? '' : cell,
      )
      .join(',')
  }
}

/** One cell of a line without quotes. */
function cellAt(line: string, place: number): string {
  let from = 0
  for (let passed = 0; passed < place; passed += 1) {
    const comma = line.indexOf(',', from)
    if (comma < 0) return ''
    from = comma + 1
  }
  const end = line.indexOf(',', from)
  return end < 0 ? line.slice(from) : line.slice(from, end)
}

function byId(a: DemoFacility, b: DemoFacility): number {
  return a.id < b.id ? -1 : 1
}
