/** The browser that is there, else one that is fetched; `missing` says why there is none. */
export function findBrowser(): Promise<{ readonly path?: string; readonly missing?: string }>
