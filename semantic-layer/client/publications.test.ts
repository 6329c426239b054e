import { describe, expect, it } from 'vitest'
import { Publications } from './publications'

/** A port that publishes a version more each time it is asked; answers wait until `answer`. */
function publishing() {
  let asked = 0
  const waiting: (() => void)[] = []
  const port = {
    url: 'http://cube.test',
    secret: 's',
    fetch: (() => {
      const version = ++asked
      const row = {
        'publication.tableName': 't',
        'publication.dataVersion': version,
        'publication.publishedOn': null,
        'publication.dataFrom': null,
        'publication.dataTo': null,
      }
      const response = new Response(JSON.stringify({ data: [row] }))
      return new Promise<Response>((done) => waiting.push(() => done(response)))
    }) as typeof fetch,
  }
  const answer = async () => {
    await expect.poll(() => waiting.length).toBeGreaterThan(0)
    waiting.shift()?.()
  }
  return { port, answer, asked: () => asked }
}

describe('what is published', () => {
  it('is read once for the questions of a moment, and anew after it', async () => {
    const { port, answer, asked } = publishing()
    const at = { ms: 0 }
    const publications = new Publications(port, () => at.ms)
    const read = [publications.read('t'), publications.read('t')]
    await answer()
    expect((await Promise.all(read)).map((one) => one.get('t')?.version)).toEqual([1, 1])
    at.ms = 249
    expect((await publications.read('t')).get('t')?.version).toBe(1)
    at.ms = 250
    const later = publications.read('t')
    await answer()
    expect([(await later).get('t')?.version, asked()]).toEqual([2, 2])
  })

  it('is not handed to who asks after a publication, even while it is being read', async () => {
    const { port, answer } = publishing()
    const publications = new Publications(port, () => 0)
    const before = publications.read('t')
    publications.forget()
    const after = publications.read('t')
    await answer()
    await answer()
    expect([(await before).get('t')?.version, (await after).get('t')?.version]).toEqual([1, 2])
  })
})
