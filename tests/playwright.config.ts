import path from 'node:path'
import { defineConfig } from '@playwright/test'
import { WEB } from './e2e/stack/address'

const root = path.resolve(import.meta.dirname, '..')

// Software rendering of WebGL: a headless machine has no GPU, and the maps are part of what is tested.
const FLAGS = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--use-gl=angle',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  // Only the maps need it: ordinary page content is drawn faster without a GPU that is not there.
  '--disable-gpu-rasterization',
]

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
    // Pictures of every moment would take as much of the machine as the pages themselves.
    trace: { mode: 'retain-on-failure', screenshots: false },
    launchOptions: {
      ...(process.env.COCKPIT_BROWSER ? { executablePath: process.env.COCKPIT_BROWSER } : {}),
      args: FLAGS,
    },
  },
})
