import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const FOLDER = import.meta.dirname
const compose = readFileSync(join(FOLDER, 'compose.yaml'), 'utf8')

describe('the compose file of the official image', () => {
  it('names the version of Cube that is pinned and tried', () => {
    const pinned = JSON.parse(readFileSync(join(FOLDER, '../package.json'), 'utf8')).dependencies[
      '@cubejs-backend/server-core'
    ]
    const images = [...compose.matchAll(/:-cubejs\/(?:cube|cubestore):v([\d.]+)\}/g)].map(([, version]) => version)
    expect(new Set(images)).toEqual(new Set([pinned]))
    expect(images).toHaveLength(3)
  })

  it('mounts what is there', () => {
    const mounts = [...compose.matchAll(/^ +- (?:\$\{\w+:-)?(\.[^:}]+)\}?:(\/cube\/conf[^:]*):ro$/gm)]
    expect(mounts.map(([, , target]) => target)).toEqual([
      '/cube/conf/cube.js',
      '/cube/conf/model',
      '/cube/conf/model/storage.js',
      '/cube/conf/bi-users.json',
    ])
    for (const [, source = ''] of mounts) expect(existsSync(join(FOLDER, source)), source).toBe(true)
  })

  it('takes the place of a file of the packs that says the opposite', async () => {
    const [own, other] = (await Promise.all(
      ['../packs/storage.js', './storage.js'].map((file) => import(join(FOLDER, file))),
    )) as { EXTERNAL: boolean }[]
    expect([own?.EXTERNAL, other?.EXTERNAL]).toEqual([false, true])
  })

  it('asks for every secret instead of having one', () => {
    for (const name of ['CUBEJS_API_SECRET', 'CLICKHOUSE_HOST', 'CLICKHOUSE_PASSWORD'])
      expect(compose).toContain(`\${${name}:?`)
  })
})
