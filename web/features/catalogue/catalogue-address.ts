/** What the page of the catalogue shows, as it stands in the address: `?i=` an indicator, `?q=` what is searched, `?d=` one area of governance. */
export interface CatalogueAddress {
  readonly indicator: string | null
  readonly text: string
  readonly pack: string | null
}

export function readCatalogueAddress(query: { get(name: string): string | null }): CatalogueAddress {
  return { indicator: query.get('i') || null, text: query.get('q') ?? '', pack: query.get('d') || null }
}

/** The address of an indicator's definition; with what is searched beside it, so that the list stays as it is. */
export function catalogueHref({ indicator, text, pack }: Partial<CatalogueAddress>): string {
  const query = new URLSearchParams()
  if (indicator) query.set('i', indicator)
  if (text) query.set('q', text)
  if (pack) query.set('d', pack)
  return query.size > 0 ? `/catalogue?${query}` : '/catalogue'
}
