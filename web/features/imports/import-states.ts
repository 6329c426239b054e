/** How the state of an import is coloured; one that is not named goes on. */
export const TONE: Readonly<Record<string, 'act' | 'open' | 'done' | 'bad'>> = {
  published: 'done',
  duplicate: 'done',
  failed: 'bad',
}

/** Whether an import has come to its end. */
export function isOver(state: string | undefined): boolean {
  return state !== undefined && state in TONE
}
