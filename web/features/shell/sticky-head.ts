/**
 * For tables of the desk: their head stays in view while the content below the header scrolls. On the server there is no window, which the
 * library takes for "not yet".
 */
export const STICKY = {
  getContainer: (): HTMLElement | Window => globalThis.document?.getElementById('main') ?? globalThis.window,
}
