// Runs one model in a thread of its own: HiGHS blocks whoever calls it. Plain JavaScript, so that a worker can load it
// as it stands, whatever compiled the rest.
import { parentPort, workerData } from 'node:worker_threads'
import loadHighs from 'highs'

/** @typedef {{ model: string, timeLimitSeconds: number }} Work */

/** @param {Work} work */
async function solve({ model: text, timeLimitSeconds }) {
  const highs = await loadHighs()
  const started = performance.now()
  return highs.withModel({ format: 'lp', data: text }, (model) => {
    model.options.set({ output_flag: false, time_limit: timeLimitSeconds, mip_rel_gap: 0, mip_abs_gap: 1e-6 })
    model.run()
    const is = highs.constants.modelStatus
    const status = model.getModelStatus()
    const seconds = (performance.now() - started) / 1000
    if (status === is.infeasible)
      return { status: 'infeasible', objective: Number.NaN, bound: Number.NaN, columns: {}, seconds }
    // 2 is kSolutionStatusFeasible: a point that satisfies every row is at hand.
    const found = model.info.get('primal_solution_status') === 2
    const whole = !text.includes('\nBinary')
    const objective = model.info.get('objective_function_value')
    const bound = status === is.optimal && whole ? objective : model.info.get('mip_dual_bound')
    const proved = Number.isFinite(bound) && Math.abs(bound) < 1e20 ? bound : Number.POSITIVE_INFINITY
    if (status !== is.optimal && status !== is.timeLimit) throw new Error(`HiGHS ended with model status ${status}.`)
    if (!found) return { status: 'none', objective: Number.NaN, bound: proved, columns: {}, seconds }
    const { colValue } = model.getSolution()
    const columns = {}
    for (let at = 0; at < colValue.length; at++) columns[model.getColName(at)] = colValue[at]
    return { status: status === is.optimal ? 'optimal' : 'feasible', objective, bound: proved, columns, seconds }
  })
}

solve(workerData).then(
  (outcome) => parentPort?.postMessage({ outcome }),
  (error) => parentPort?.postMessage({ failure: error instanceof Error ? error.message : String(error) }),
)
