/**
 * True when the body of a request is larger than `limit` bytes, or of no announced length: such a body would be read into memory
 * without bound. Browsers announce the length of every form and text they send.
 */
export function isOversized(request: Request, limit: number): boolean {
  if (request.headers.has('transfer-encoding')) return true
  return Number(request.headers.get('content-length') ?? 0) > limit
}
