/**
 * Like `Promise.all`, but where one of them fails the others have ended too: nothing runs on behind who goes on, closes what they used or
 * begins anew.
 * @throws the failure of the first in their order
 */
export async function allEnded<T>(work: Iterable<Promise<T>>): Promise<T[]> {
  const ended = await Promise.allSettled(work)
  return ended.map((one) => {
    if (one.status === 'rejected') throw one.reason
    return one.value
  })
}
