import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { commitManifest, KEPT_MANIFESTS } from './commit'
import type { Manifest } from './manifest'
import { currentManifest, currentVersion, ManifestError } from './read'

let lake: string
beforeEach(async () => {
  lake = await mkdtemp(join(tmpdir(), 'lake-'))
})
afterEach(() => rm(lake, { recursive: true }))

const touch =
  (table: string) =>
  (current: Manifest, { version }: { version: number }) => ({
    ...current,
    tables: { ...current.tables, [table]: { version, publishedAt: '2026-10-01T00:00:00.000Z' } },
  })

test('an unpublished lake is version 0 and holds nothing', async () => {
  expect(await currentVersion(lake)).toBe(0)
  expect((await currentManifest(lake)).partitions).toEqual([])
})

test('twenty writers at once each publish exactly one version and no change is lost', async () => {
  const names = Array.from({ length: 20 }, (_, n) => `t${n}`)
  await Promise.all(names.map((name) => commitManifest(lake, touch(name))))
  const manifest = await currentManifest(lake)
  expect(manifest.version).toBe(20)
  expect(Object.keys(manifest.tables).sort()).toEqual([...names].sort())
})

test('a change that decides for nothing leaves no new version', async () => {
  expect((await commitManifest(lake, () => null)).committed).toBe(false)
  expect(await currentVersion(lake)).toBe(0)
})

test('the last fifty manifests stay, older ones go, no temporary file remains', async () => {
  for (let n = 0; n < KEPT_MANIFESTS + 3; n++) await commitManifest(lake, touch('a'))
  const files = (await readdir(join(lake, 'manifest'))).sort()
  expect(files).toHaveLength(KEPT_MANIFESTS)
  expect(files[0]).toBe('00000004.json')
})

test('a writer that slept while its number was taken and pruned again does not believe it has published', async () => {
  let slept = false
  const { manifest } = await commitManifest(lake, async (current, next) => {
    if (!slept) {
      slept = true
      for (let n = 0; n < KEPT_MANIFESTS + 1; n++) await commitManifest(lake, touch('busy'))
    }
    return touch('slow')(current, next)
  })
  expect(manifest.version).toBe(KEPT_MANIFESTS + 2)
  expect(Object.keys((await currentManifest(lake)).tables).sort()).toEqual(['busy', 'slow'])
})

test('a damaged newest manifest is an error that names the file, never the one before it', async () => {
  await commitManifest(lake, touch('a'))
  await mkdir(join(lake, 'manifest'), { recursive: true })
  await writeFile(join(lake, 'manifest', '00000002.json'), '{"version":2,')
  await expect(currentManifest(lake)).rejects.toThrow(ManifestError)
  await expect(currentManifest(lake)).rejects.toThrow('00000002.json')
})
