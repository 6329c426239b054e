import path from 'node:path'
import { defineConfig } from '@playwright/test'
import { WEB } from './e2e/stack/address'
import { plain } from './e2e/stack/browser-flags'

const root = path.resolve(import.meta.dirname, '..')

export default defineConfig({
  testDir: './e2e',
  testMatch: '*.spec.ts',
  outputDir: path.join(root, 'artefacts/browser'),
  globalSetup: './e2e/stack/start-stack.ts',
  globalTeardown: './e2e/stack/stop-stack.ts',
  // The tests share one running cockpit, and several of them change it.
  workers: 1,
  fullyParallel: false,
  retries: 0,
  // A browser that draws maps without a GPU on a busy machine is slow, and slow is not wrong.
  timeout: 240_000,
  expect: { timeout: 60_000 },
  reporter: 'list',
  use: {
    // One thing that cannot be done must not take the whole time of its test, and of those after it.
    actionTimeout: 90_000,
    baseURL: WEB,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    viewport: { width: 1440, height: 900 },
    screenshot: 'only-on-failure',
    // A recording of every moment takes a good part of the machine: it is made when somebody looks for a fault.
    trace: process.env.COCKPIT_TRACE === '1' ? 'retain-on-failure' : 'off',
    // Files about maps use the other flags.
    launchOptions: plain,
  },
})
