import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

// Dates are told apart from instants only where the zone is not UTC: tests run where the product does.
process.env.TZ = 'Asia/Shanghai'

/** Files that take longest, longest first; begun late, one of them would keep the others' workers waiting at the end. */
const LONGEST = [
  'chaos/storm',
  'chaos/kill',
  'clickhouse/same-answers',
  'bad-files/bad-files',
  'ingest/kill',
  'clickhouse/loading',
  'lake/killed',
  'authority/asked-attack',
  'proof/every-indicator',
  'db/embedded',
  'ingest/resend',
  'semantic/added-pack',
  'semantic/whole-stack',
  'authority/paths',
  'semantic/outage',
  'semantic/known-figures',
  'quality/indicators',
  'grouping/run-grouping',
  'region/demo-calibration',
  'db/migrations',
  'ingest/property',
  'ingest/rejected-rows',
  'ingest/publication',
  'semantic/history',
  'ingest/formats',
]

/** A fresh clone knows no earlier durations, which are what vitest would go by. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const place = LONGEST.findIndex((name) => moduleId.endsWith(`/${name}.test.ts`))
      return place < 0 ? LONGEST.length : place
    }
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b))
  }
}

/** What is waited for comes; on a busy machine it comes late. Below the time of a test, so that it is told what did not come. */
const PATIENT = { poll: { timeout: 20_000 } }

export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          name: 'unit',
          isolate: false,
          setupFiles: ['tests/property-settings.ts'],
          include: [
            '{domain,prisma,geo,semantic-layer,jobs,web}/**/*.test.{ts,tsx}',
            'tests/architecture/**/*.test.ts',
            'tests/command/**/*.test.mjs',
          ],
          exclude: ['**/node_modules/**', '**/generated/**', '**/.next/**', '**/dist/**'],
          env: { TZ: 'Asia/Shanghai', PROPERTY_SECONDS: '25' },
          // No test is so long: this ends what hangs, and a busy machine makes a second a minute.
          testTimeout: 120_000,
          expect: PATIENT,
        },
      },
      {
        test: {
          name: 'integration',
          include: ['tests/integration/**/*.test.ts', 'tests/chaos/**/*.test.ts'],
          env: { TZ: 'Asia/Shanghai' },
          setupFiles: ['tests/property-settings.ts'],
          globalSetup: ['tests/integration/global-setup.ts'],
          // Real servers start in these; a slow machine is not a failure.
          testTimeout: 600_000,
          hookTimeout: 600_000,
          expect: PATIENT,
          // They wait for processes they started about a third of their time: three keep busy what the browsers beside them leave of two cores.
          maxWorkers: 3,
          // Files make databases and folders of their own and share nothing but modules; loading those again for each file
          // took longer than half of the files.
          isolate: false,
        },
      },
    ],
  },
})
