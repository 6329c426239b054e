import path from 'node:path'
import { describe, expect, test } from 'vitest'
import {
  fileCycles,
  impureDomainImports,
  serverCodeInClient,
  workspaceCycles,
  wrongDirection,
} from './dependency-rules'
import { hiddenInputs, LONGEST_FILE, namelessFolders, overlongFiles } from './shape-rules'
import { parseSource, readSources, type SourceFile } from './source-file'

type Rule = (sources: readonly SourceFile[]) => string[]
type Files = Readonly<Record<string, string>>

const root = path.resolve(import.meta.dirname, '../..')
const project = readSources(root, ['domain', 'prisma', 'geo', 'semantic-layer', 'jobs', 'web', 'tests'])
const judge = (rule: Rule, files: Files) => rule(Object.entries(files).map(([file, text]) => parseSource(file, text)))

/** A rule that cannot fail proves nothing: each stands with files that break it and files just inside it. */
const RULES: readonly { rule: Rule; says: string; breaks: Files; keeps: Files; found: number }[] = [
  {
    rule: wrongDirection,
    says: 'imports follow domain <- geo, prisma, semantic-layer <- jobs, web, and nobody imports tests',
    breaks: {
      'web/features/a.ts': "import { importFile } from '@cockpit/jobs/ingest/import-file'",
      'jobs/evaluate/a.ts': "export * from '../../web/server/router'",
      'domain/a.ts': "import type { Database } from '@cockpit/db/database'",
      'prisma/a.test.ts': "await import('@cockpit/tests/integration/world')",
    },
    keeps: { 'jobs/a.ts': "import { database } from '@cockpit/db/database'\nimport './b'", 'jobs/b.ts': 'export {}' },
    found: 4,
  },
  {
    rule: impureDomainImports,
    says: 'the domain imports zod and nothing else from outside',
    breaks: { 'domain/a.ts': "import fs from 'node:fs'\nimport { parse } from 'csv-parse/sync'" },
    keeps: { 'domain/a.ts': "import { z } from 'zod'", 'domain/a.test.ts': "import { test } from 'vitest'" },
    found: 2,
  },
  {
    rule: workspaceCycles,
    says: 'no circle of workspaces',
    breaks: {
      'prisma/a.ts': "import type { Region } from '@cockpit/geo/region/format'",
      'geo/a.ts': "import { database } from '@cockpit/db/database'",
    },
    keeps: { 'geo/a.ts': "import '@cockpit/db/database'\nimport '@cockpit/domain/ids'", 'prisma/a.ts': "import './b'" },
    found: 1,
  },
  {
    rule: fileCycles,
    says: 'no circle of files',
    breaks: {
      'geo/a.ts': "import { b } from './b'\nimport { d } from './d'",
      'geo/b.ts': "import { c } from './c'",
      'geo/c.ts': "import type { A } from './a'",
      'geo/d.ts': "import { e } from './e'",
      'geo/e.ts': "import { d } from './d'",
    },
    keeps: {
      'geo/a.ts': "import { b } from './b'\nimport { c } from './c'",
      'geo/b.ts': "import { c } from './c'",
      'geo/c.ts': 'export {}',
    },
    found: 2,
  },
  {
    rule: serverCodeInClient,
    says: 'the browser loads no server code, at any depth, and knows the server by its types only',
    breaks: {
      'web/features/a.tsx': "'use client'\nimport { b } from './b'",
      'web/features/b.ts':
        "import { database } from '@cockpit/db/database'\nimport { readFile } from 'node:fs/promises'",
      'web/features/c.tsx': "'use client'\nimport { router } from '../server/router'",
      'web/features/d.tsx': "'use client'\nimport type { Database } from '@cockpit/db/database'",
    },
    keeps: {
      'web/features/a.tsx':
        "'use client'\nimport type { AppRouter } from '../server/router'\nimport '@cockpit/domain/ids'",
      'web/app/page.tsx': "import { ports } from '../server/ports'",
    },
    found: 4,
  },
  {
    rule: namelessFolders,
    says: 'a folder names an idea',
    breaks: { 'web/utils/a.ts': 'export {}', 'jobs/ingest/helpers/b.ts': 'export {}' },
    keeps: { 'domain/period/common.ts': 'export {}' },
    found: 2,
  },
  {
    rule: overlongFiles,
    says: `no file is longer than ${LONGEST_FILE} lines`,
    breaks: { 'web/a.ts': '\n'.repeat(LONGEST_FILE) },
    keeps: { 'web/a.ts': '\n'.repeat(LONGEST_FILE - 1) },
    found: 1,
  },
  {
    rule: hiddenInputs,
    says: 'the domain reads no clock, no chance and no environment',
    breaks: {
      'domain/a.ts': 'export const a = () => [Math.random(), Date.now(), new Date(), process.env.TZ]',
    },
    keeps: {
      'domain/a.ts': 'export const a = (now: Date) => new Date(now.getTime() + Math.round(1.5))',
      'jobs/a.ts': 'export const a = () => Date.now()',
    },
    found: 4,
  },
]

describe.each(RULES)('$says', ({ rule, breaks, keeps, found }) => {
  test('the project keeps it', () => {
    expect(rule(project)).toEqual([])
  })
  test('it finds what breaks it', () => {
    expect(judge(rule, breaks)).toHaveLength(found)
  })
  test('it leaves what keeps it alone', () => {
    expect(judge(rule, keeps)).toEqual([])
  })
})

test('the project was read at all: every workspace has sources', () => {
  const folders = new Set(project.map(({ file }) => file.split('/')[0]))
  expect([...folders].sort()).toEqual(['domain', 'geo', 'jobs', 'prisma', 'semantic-layer', 'tests', 'web'])
})
