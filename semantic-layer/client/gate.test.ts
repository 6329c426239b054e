import { describe, expect, it } from 'vitest'
import { Gate } from './gate'

/** Askings whose ends the test decides. */
function asking(gate: Gate) {
  const begun: string[] = []
  const ends = new Map<string, (error?: Error) => void>()
  const pass = (name: string, signal?: AbortSignal) =>
    gate.pass(() => {
      begun.push(name)
      return new Promise<string>((done, fail) => ends.set(name, (error) => (error ? fail(error) : done(name))))
    }, signal)
  return { begun, pass, end: (name: string, error?: Error) => ends.get(name)?.(error) }
}

describe('the gate', () => {
  it('lets so many through, and the others in the order in which they came', async () => {
    const gate = new Gate(2)
    const { begun, pass, end } = asking(gate)
    const all = ['a', 'b', 'c', 'd'].map((name) => pass(name))
    expect([begun, gate.waiting]).toEqual([['a', 'b'], 2])
    end('b')
    await all[1]
    await expect.poll(() => begun).toEqual(['a', 'b', 'c'])
    end('a')
    await expect.poll(() => begun).toEqual(['a', 'b', 'c', 'd'])
    end('c')
    end('d')
    expect(await Promise.all(all)).toEqual(['a', 'b', 'c', 'd'])
    void pass('e')
    void pass('f')
    expect(begun).toEqual(['a', 'b', 'c', 'd', 'e', 'f'])
  })

  it('frees the place of one that failed', async () => {
    const { begun, pass, end } = asking(new Gate(1))
    const first = pass('a')
    const second = pass('b')
    end('a', new Error('no'))
    await expect(first).rejects.toThrow('no')
    await expect.poll(() => begun).toEqual(['a', 'b'])
    end('b')
    expect(await second).toBe('b')
  })

  it('never begins for one who went away while waiting', async () => {
    const gate = new Gate(1)
    const { begun, pass, end } = asking(gate)
    const page = new AbortController()
    const first = pass('a')
    const gone = pass('b', page.signal)
    const third = pass('c')
    page.abort(new Error('closed'))
    await expect(gone).rejects.toThrow('closed')
    expect(gate.waiting).toBe(1)
    end('a')
    await first
    await expect.poll(() => begun).toEqual(['a', 'c'])
    end('c')
    await third
  })

  it('tells who waits too long that it is slow', async () => {
    const { pass, end } = asking(new Gate(1, 1))
    const first = pass('a')
    await expect(pass('b')).rejects.toMatchObject({ fault: 'slow' })
    end('a')
    await first
  })
})
