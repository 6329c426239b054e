/** Runs once before the first request: an unsafe installation must not answer at all. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME === 'nodejs' && process.env.NEXT_PHASE !== 'phase-production-build') {
    const { refuseUnsafe } = await import('./server/session/refuse-unsafe')
    refuseUnsafe()
  }
}
