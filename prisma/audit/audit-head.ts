import fs from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import type { ChainHead } from './verify-audit'

const Stored = z.object({ seq: z.string().regex(/^\d+$/), hash: z.string() })

const place = (data: string) => path.join(data, 'audit-head.json')

/** The end of the audit as the last check found it: without it, entries cut off at the end could not be missed. */
export function readAuditHead(data: string): ChainHead | undefined {
  if (!fs.existsSync(place(data))) return undefined
  const { seq, hash } = Stored.parse(JSON.parse(fs.readFileSync(place(data), 'utf8')))
  return { seq: BigInt(seq), hash }
}

export function keepAuditHead(data: string, head: ChainHead): void {
  const draft = `${place(data)}.${process.pid}`
  fs.writeFileSync(draft, JSON.stringify({ seq: head.seq.toString(), hash: head.hash }))
  fs.renameSync(draft, place(data))
}
