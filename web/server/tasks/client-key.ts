import { z } from 'zod'

/**
 * The key under which a screen sends a change, so that the same change sent twice is one. Random, and without a colon: keys with one are
 * the product's own (`remind:...`, `overdue-sign:...`), and who could claim such a key beforehand would silence what it stands for.
 */
export const ClientKey = z
  .string()
  .min(8)
  .max(80)
  .regex(/^[A-Za-z0-9_-]+$/, 'letters, digits, _ and - only')
