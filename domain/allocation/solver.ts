/** What an MILP or LP solver gives back. Failures of the solver itself are thrown as `SolverError`. */
export interface SolverOutcome {
  /** `feasible`: the time limit came, `columns` hold the best found. `none`: the time limit came before anything was found. */
  readonly status: 'optimal' | 'feasible' | 'infeasible' | 'none'
  readonly objective: number
  /** Proved bound on the objective (an upper bound when maximising); `Infinity` when none was proved. */
  readonly bound: number
  readonly columns: Readonly<Record<string, number>>
  /** Time the solver took. */
  readonly seconds: number
}

export interface SolverLimits {
  readonly timeLimitSeconds: number
  /** Ends the solve early; the promise is then rejected with a `SolverError` of kind `cancelled`. */
  readonly signal?: AbortSignal
}

/** The port: a model in CPLEX LP text goes in. HiGHS stands behind it in the web server. */
export type Solver = (model: string, limits: SolverLimits) => Promise<SolverOutcome>

export class SolverError extends Error {
  constructor(
    readonly kind: 'cancelled' | 'failed',
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options)
  }
}
