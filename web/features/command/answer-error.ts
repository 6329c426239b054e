/** An answer of the server that is a refusal, from a route that is not tRPC. */
export class AnswerError extends Error {
  constructor(
    readonly httpStatus: number,
    readonly reason: string | null,
    message: string,
  ) {
    super(message)
  }
}
