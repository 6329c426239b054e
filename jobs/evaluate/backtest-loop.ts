import { claimBacktest, endBacktest, noteProgress } from '@cockpit/db/rules/backtests'
import { knownEvents } from '@cockpit/db/rules/known-events'
import { RuleDefinition } from '@cockpit/domain/rules/definition'
import { currentManifest } from '@cockpit/semantic-layer/lake/read'
import { NotJudged } from './ask-steps'
import { askingPorts, type EvaluatePorts, rulesOf } from './evaluate-rules'
import { runBacktest } from './run-backtest'

/** Progress is written at most so often, milliseconds. */
const TOLD_EVERY = 1_000

/** Runs the oldest backtest that waits. @returns whether there was one */
export async function backtestPass(ports: EvaluatePorts): Promise<boolean> {
  const waiting = await claimBacktest(ports.db, ports.now())
  if (!waiting) return false
  let toldAt = 0
  const told = (share: number) => {
    const now = ports.now().getTime()
    if (now - toldAt < TOLD_EVERY) return
    toldAt = now
    // Progress is a courtesy: a backtest does not fail because nobody could be told.
    noteProgress(ports.db, waiting.id, share).catch(() => undefined)
  }
  try {
    const rule = RuleDefinition.parse(waiting.definition)
    const standing = await rulesOf(ports.db, ports.packs)
    const events = await knownEvents(ports.db, [rule.indicator])
    const manifest = await currentManifest(ports.lake)
    const result = await runBacktest(rule, { standing, events }, manifest, await askingPorts(ports), told)
    await endBacktest(ports.db, waiting.id, { result, dataVersion: result.dataVersion }, ports.now())
  } catch (error) {
    await endBacktest(
      ports.db,
      waiting.id,
      { error: error instanceof Error ? error.message : String(error) },
      ports.now(),
    )
    if (!(error instanceof NotJudged)) throw error
  }
  return true
}
