/** For tables of the desk: their head stays in view while the content below the header scrolls. */
export const STICKY = { getContainer: (): HTMLElement | Window => document.getElementById('main') ?? window }
