import { z } from 'zod'

/** Brands keep a facility's id from being passed where an area code is meant. */
export const AreaCode = z
  .string()
  .regex(/^\d{6}$/, 'an area code is six digits (GB/T 2260)')
  .brand<'AreaCode'>()
export type AreaCode = z.infer<typeof AreaCode>

export const FacilityId = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9-]{1,31}$/, 'a facility id is 2 to 32 letters, digits or hyphens (WS 218 code)')
  .brand<'FacilityId'>()
export type FacilityId = z.infer<typeof FacilityId>

/** `<cube>.<member>`, the same name in the semantic layer, in URLs, rules, boards and exports. */
export const IndicatorId = z
  .string()
  .regex(/^[a-z][A-Za-z0-9]*\.[a-z][A-Za-z0-9]*$/, 'an indicator is named <pack>.<indicator>')
  .brand<'IndicatorId'>()
export type IndicatorId = z.infer<typeof IndicatorId>

export const PersonId = z.string().min(1).max(64).brand<'PersonId'>()
export type PersonId = z.infer<typeof PersonId>

/** Chinese and English of one thing; both always present. */
export interface Bilingual {
  readonly zh: string
  readonly en: string
}
