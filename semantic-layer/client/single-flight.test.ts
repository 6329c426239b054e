import { describe, expect, it } from 'vitest'
import { Flights } from './single-flight'

/** An asking whose end the test decides. */
function asking() {
  const begun: { signal: AbortSignal; answer: (text: string) => void; fail: (error: Error) => void }[] = []
  const ask = (signal: AbortSignal) =>
    new Promise<string>((answer, fail) => {
      begun.push({ signal, answer, fail })
      signal.addEventListener('abort', () => fail(signal.reason as Error))
    })
  return { begun, ask }
}

describe('single flight', () => {
  it('asks once for all who ask at the same time, and again afterwards', async () => {
    const flights = new Flights<string>()
    const { begun, ask } = asking()
    const both = [flights.join('q', ask), flights.join('q', ask), flights.join('other', ask)]
    expect(begun).toHaveLength(2)
    begun[0]?.answer('a')
    begun[1]?.answer('b')
    expect(await Promise.all(both)).toEqual(['a', 'a', 'b'])
    expect(flights.size).toBe(0)
    void flights.join('q', ask)
    expect(begun).toHaveLength(3)
  })

  it('tells every waiter of an error and does not remember it', async () => {
    const flights = new Flights<string>()
    const { begun, ask } = asking()
    const both = [flights.join('q', ask), flights.join('q', ask)]
    begun[0]?.fail(new Error('no'))
    expect((await Promise.allSettled(both)).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    expect(flights.size).toBe(0)
  })

  it('lets one leave without the others, and stops when the last has left', async () => {
    const flights = new Flights<string>()
    const { begun, ask } = asking()
    const [first, second] = [new AbortController(), new AbortController()]
    const one = flights.join('q', ask, first.signal)
    const two = flights.join('q', ask, second.signal)
    first.abort(new Error('closed the page'))
    await expect(one).rejects.toThrow('closed the page')
    expect(begun[0]?.signal.aborted).toBe(false)
    const three = flights.join('q', ask, new AbortController().signal)
    second.abort()
    await expect(two).rejects.toThrow()
    expect(begun[0]?.signal.aborted).toBe(false)
    begun[0]?.answer('a')
    expect(await three).toBe('a')

    const last = new AbortController()
    const alone = flights.join('q', ask, last.signal)
    last.abort()
    await expect(alone).rejects.toThrow()
    expect(begun[1]?.signal.aborted).toBe(true)
    void flights.join('q', ask)
    expect(begun).toHaveLength(3)
  })

  it('goes on to the end for one who cannot give up, and when it is held', async () => {
    const flights = new Flights<string>()
    const { begun, ask } = asking()
    const stop = new AbortController()
    const staying = flights.join('q', ask)
    const leaving = flights.join('q', ask, stop.signal)
    stop.abort()
    await expect(leaving).rejects.toThrow()
    expect(begun[0]?.signal.aborted).toBe(false)
    begun[0]?.answer('a')
    expect(await staying).toBe('a')

    const other = new AbortController()
    const held = flights.join('q', ask, other.signal)
    flights.hold('q')
    other.abort()
    await expect(held).rejects.toThrow()
    expect(begun[1]?.signal.aborted).toBe(false)
  })

  it('does not begin for one who has given up already', async () => {
    const { begun, ask } = asking()
    await expect(new Flights<string>().join('q', ask, AbortSignal.abort())).rejects.toThrow()
    expect(begun).toHaveLength(0)
  })
})
