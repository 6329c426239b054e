import { Worker } from 'node:worker_threads'
import { type Solver, SolverError, type SolverOutcome } from '@cockpit/domain/allocation/solver'

type Message = { readonly outcome: SolverOutcome } | { readonly failure: string }

/**
 * HiGHS (WebAssembly) behind the solver port, one thread for each solve, so that the server goes on answering. The
 * thread is ended on cancel, and when HiGHS does not keep its own time limit.
 */
export const highsSolver: Solver = (model, { timeLimitSeconds, signal }) =>
  new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(new SolverError('cancelled', 'The solve was cancelled before it began.'))
    const worker = new Worker(new URL('./highs-worker.mjs', import.meta.url), {
      workerData: { model, timeLimitSeconds },
      // A loader of the parent (tsx, vitest) is of no use here and would only slow the start.
      execArgv: [],
    })
    const finish = (settle: () => void) => {
      clearTimeout(watchdog)
      signal?.removeEventListener('abort', cancel)
      void worker.terminate()
      settle()
    }
    const fail = (kind: SolverError['kind'], message: string, cause?: unknown) =>
      finish(() => reject(new SolverError(kind, message, { cause })))
    const cancel = () => fail('cancelled', 'The solve was cancelled.')
    const watchdog = setTimeout(
      () => fail('failed', `The solver did not stop at its limit of ${timeLimitSeconds} s and was ended.`),
      timeLimitSeconds * 1000 + 10_000,
    )
    signal?.addEventListener('abort', cancel, { once: true })
    worker.once('message', (message: Message) => {
      if ('outcome' in message) finish(() => resolve(message.outcome))
      else fail('failed', `The solver could not solve the model: ${message.failure}`)
    })
    worker.once('error', (error) => fail('failed', 'The solver thread failed.', error))
    worker.once('exit', (code) => fail('failed', `The solver thread ended with code ${code} before it answered.`))
  })
