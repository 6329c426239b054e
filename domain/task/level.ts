/** Event levels of the national emergency response: I 特别重大 · II 重大 · III 较大 · IV 一般. Colours live in the web's theme. */
export const LEVELS = ['I', 'II', 'III', 'IV'] as const
export type Level = (typeof LEVELS)[number]
