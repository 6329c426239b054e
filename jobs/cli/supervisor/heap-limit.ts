/**
 * The flag that bounds the heap of a part. Left to itself V8 lets the heap of a process on a large machine grow to four times what is alive before
 * it collects; below 2 GiB it keeps to less than twice. Who sets a limit in NODE_OPTIONS has decided otherwise.
 * @param mebibytes none without it
 */
export function heapLimit(mebibytes: number | undefined, env: Readonly<Record<string, string | undefined>>): string[] {
  if (mebibytes === undefined || /--max[-_]old[-_]space[-_]size/.test(env.NODE_OPTIONS ?? '')) return []
  return [`--max-old-space-size=${mebibytes}`]
}
