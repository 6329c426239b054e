import { feeColumns } from '../packs/inpatient/fee-items'

/** Members of the cube `cases` that are fee items, and the column each of them reads; in the order of the front page. */
export const FEE_MEMBERS: Readonly<Record<string, string>> = Object.fromEntries(
  feeColumns.map(({ name }) => [name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase()), name]),
)

/** Titles of the fee items, by column. */
export const FEE_TITLES = Object.fromEntries(feeColumns.map(({ name, title }) => [name, title]))
