import { DuckDBInstance } from '@duckdb/node-api'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Lanes, QueryCancelled } from './lanes'

let instance: DuckDBInstance
let lanes: Lanes
beforeAll(async () => {
  instance = await DuckDBInstance.create(':memory:')
  lanes = new Lanes([await instance.connect(), await instance.connect()])
})
afterAll(async () => {
  await lanes.close()
  instance.closeSync()
})

/** Would run for hours. */
const ENDLESS = 'SELECT count(*) FROM range(100000000000) a, range(1000) b WHERE (a.range * b.range) % 7 = 3'
const run = (sql: string) =>
  lanes.run(async (connection) => (await connection.runAndReadAll(sql)).getRows().map((row) => Number(row[0])))

describe('the lanes of the warehouse', () => {
  it('stop a query that runs, and go on with the next one', async () => {
    const [endless, other] = [run(ENDLESS), run('SELECT 1')]
    expect(await other.result).toEqual([1])
    endless.cancel()
    await expect(endless.result).rejects.toBeInstanceOf(QueryCancelled)
    expect(await run('SELECT 2').result).toEqual([2])
  })

  it('send a query where fewest wait, and drop one that is stopped before its turn without touching the one that runs', async () => {
    const [first, second] = [run(ENDLESS), run(ENDLESS)]
    const waiting = run('SELECT 3')
    const third = run('SELECT 4')
    waiting.cancel()
    second.cancel()
    await expect(second.result).rejects.toBeInstanceOf(QueryCancelled)
    expect(await third.result).toEqual([4])
    expect(await run('SELECT 5').result).toEqual([5])
    first.cancel()
    await expect(first.result).rejects.toBeInstanceOf(QueryCancelled)
    await expect(waiting.result).rejects.toBeInstanceOf(QueryCancelled)
  })

  it('stop a query at whatever moment of its beginning', async () => {
    for (let moment = 0; moment < 40; moment++) {
      const endless = run(ENDLESS)
      for (let n = 0; n < moment % 8; n++) await null
      if (moment >= 8) await new Promise((done) => setImmediate(done))
      if (moment >= 16) await new Promise((done) => setTimeout(done, (moment - 16) / 8))
      endless.cancel()
      await expect(endless.result).rejects.toBeInstanceOf(QueryCancelled)
    }
    expect(await run('SELECT 8').result).toEqual([8])
  })

  it('stopping one that has ended stops nothing', async () => {
    const ended = run('SELECT 6')
    await ended.result
    ended.cancel()
    expect(await run('SELECT 7').result).toEqual([7])
  })

  it('are closed when what runs has been stopped, and take nothing more', async () => {
    const own = new Lanes([await instance.connect()])
    const sql = (text: string) => own.run((connection) => connection.run(text))
    const [running, waiting] = [sql(ENDLESS), sql('SELECT 1')]
    const ends = Promise.allSettled([running.result, waiting.result])
    await new Promise((done) => setImmediate(done))
    await own.close()
    expect((await ends).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    await expect(sql('SELECT 1').result).rejects.toBeInstanceOf(QueryCancelled)
  })

  it('tell an error as it is', async () => {
    await expect(run('SELECT nothing_there').result).rejects.toThrow(/nothing_there/)
  })
})
