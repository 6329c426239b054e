import { defineConfig } from 'vitest/config'

// Dates are told apart from instants only where the zone is not UTC: tests run where the product does.
process.env.TZ = 'Asia/Shanghai'

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: [
            '{domain,prisma,geo,semantic-layer,jobs,web}/**/*.test.{ts,tsx}',
            'tests/architecture/**/*.test.ts',
            'tests/command/**/*.test.mjs',
          ],
          exclude: ['**/node_modules/**', '**/generated/**', '**/.next/**', '**/dist/**'],
          env: { TZ: 'Asia/Shanghai' },
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'integration',
          include: ['tests/integration/**/*.test.ts', 'tests/chaos/**/*.test.ts'],
          env: { TZ: 'Asia/Shanghai' },
          globalSetup: ['tests/integration/global-setup.ts'],
          // Real servers start in these; a slow machine is not a failure.
          testTimeout: 180_000,
          hookTimeout: 180_000,
          maxWorkers: 2,
        },
      },
    ],
  },
})
