/** A table as far as it matters who may send files of it. */
export interface SendableTable {
  readonly name: string
  /** The commission writes it about its facilities: grades, inspections, rule hits. */
  readonly sentBy?: 'commission' | undefined
}

/** What is known of a sender when a table is at stake. */
export interface SenderTables {
  /** The tables it was registered for; empty when none were named, and then what its territory says counts. */
  readonly tables: readonly string[]
  /** Its grants name facilities and no area: it is an institution, not an authority. */
  readonly facilitiesOnly: boolean
}

/**
 * Whether a sender may send files of a table. Tables that it was registered for count alone; without any, an institution sends
 * everything but what the commission writes about it.
 */
export function maySendTable(table: SendableTable, { tables, facilitiesOnly }: SenderTables): boolean {
  if (tables.length > 0) return tables.includes(table.name)
  return !(facilitiesOnly && table.sentBy === 'commission')
}
