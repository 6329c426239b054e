import type { Bilingual } from '@cockpit/domain/ids'

/** The columns of a notice that hold what it says: who changes the language of the screen reads earlier notices in that one too. */
export const titleColumns = ({ zh, en }: Bilingual) => ({ titleZh: zh, titleEn: en })

/** A stored notice with its title in both languages. */
export function withTitle<Row extends { readonly titleZh: string; readonly titleEn: string }>({
  titleZh,
  titleEn,
  ...row
}: Row): Omit<Row, 'titleZh' | 'titleEn'> & { readonly title: Bilingual } {
  return { ...row, title: { zh: titleZh, en: titleEn } }
}
