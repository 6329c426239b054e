import fc from 'fast-check'

/**
 * How every property test runs. A given seed makes two runs of one commit the same; `COCKPIT_SEED=random` (or a number) looks at
 * other cases. Where `PROPERTY_SECONDS` is set, a property that fails is made smaller for no longer and then told as it is: some are
 * made smaller for hours, and vitest cannot end what never waits. One that has held until then has held: a busy machine looks at fewer cases.
 */
const { COCKPIT_SEED, PROPERTY_SECONDS } = process.env
fc.configureGlobal({
  ...(COCKPIT_SEED === 'random' ? {} : { seed: Number(COCKPIT_SEED ?? 20_261_122) }),
  ...(PROPERTY_SECONDS ? { interruptAfterTimeLimit: Number(PROPERTY_SECONDS) * 1000 } : {}),
})
