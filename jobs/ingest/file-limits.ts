import { quoteText } from '@cockpit/semantic-layer/lake/sql'
import type { RowCheck, WarehouseTable } from '@cockpit/semantic-layer/packs/contract'
import { readFault } from './faults'
import { Refused } from './outcome'
import type { Session } from './session'
import type { Staged } from './stage'

/** When so much of a file is bad that it is not taken at all. A commission may set both, see docs/quality.md. */
export interface FileLimits {
  /** Share of rows that may be rejected, from 0 to 1. */
  readonly rejectedShare: number
  /** A file of no more rows than this is never refused for it: a clerk sends three rows, two of them wrong. */
  readonly judgedFrom: number
}

/** Above half the file is more likely another table's, or its columns were taken for others, than badly kept. */
export const FILE_LIMITS: FileLimits = { rejectedShare: 0.5, judgedFrom: 20 }

/** How many lines a refusal names. */
const SHOWN = 5

/**
 * Refuses a file of which a check with the severity `refuse` finds more rows than it tolerates: a share of all rows that
 * are records. Up to that share its rows are rejected as any others.
 * @throws Refused naming the check, how many rows and the first lines
 */
export async function refuseByCheck(session: Session, table: WarehouseTable, staged: Staged): Promise<void> {
  for (const check of table.checks.filter(({ severity }) => severity === 'refuse')) {
    const at = table.columns.findIndex(({ name }) => name === check.column)
    const found = `FROM ${staged.rows} WHERE _errors IS NOT NULL AND list_contains(_errors, ${quoteText(`${at}:check:${check.id}`)})`
    const rows = await session.count(`SELECT count(*) ${found}`)
    if (rows <= (check.tolerance ?? 0) * staged.records) continue
    throw refusedByCheck(check, rows, staged.records, await firstLines(session, `SELECT _line ${found}`))
  }
}

function refusedByCheck({ id, message, tolerance = 0 }: RowCheck, rows: number, of: number, lines: string): Refused {
  const most = { zh: `允许至多 ${percent(tolerance)}`, en: `at most ${percent(tolerance)} may` }
  return new Refused({
    code: 'check-failed',
    message: {
      zh: `整个文件未接收：${of} 行中有 ${rows} 行（${percent(rows / of)}）不符合检查“${message.zh}”（${id}），${most.zh}。行号：${lines}。请核对文件或字段对应关系，更正后重新发送。`,
      en: `The whole file is refused: ${rows} of ${of} rows (${percent(rows / of)}) break the check "${message.en}" (${id}), ${most.en}. Lines: ${lines}. Check the file and the mapping of its columns, correct it and send it again.`,
    },
  })
}

/**
 * Refuses a file most of whose rows are rejected: it is rather the wrong table or mapping. Rows that stand twice do not count, they were sound
 * once.
 * @throws Refused naming the commonest reasons with their first lines
 */
export async function refuseMostlyRejected(
  session: Session,
  table: WarehouseTable,
  staged: Staged,
  { rejectedShare, judgedFrom }: FileLimits,
): Promise<void> {
  const rows = staged.records + staged.broken
  if (rows <= judgedFrom) return
  const faults = `SELECT _line, unnest(_errors) AS fault FROM ${staged.rows} WHERE _errors IS NOT NULL
    UNION ALL SELECT _line, fault FROM late WHERE fault NOT LIKE '%:duplicate:%'`
  const rejected = staged.broken + (await session.count(`SELECT count(DISTINCT _line) FROM (${faults})`))
  if (rejected <= rejectedShare * rows) return
  const common = await session.rows(
    `SELECT fault, count(*)::INTEGER AS n, min(_line)::VARCHAR AS first FROM (${faults}) GROUP BY 1 ORDER BY n DESC, fault LIMIT 3`,
  )
  const zh: string[] = []
  const en: string[] = []
  for (const { fault, n, first } of common) {
    const { column, entry, reason } = readFault(String(fault), table)
    const title = entry?.member.title ?? column.title
    zh.push(`${title.zh}${reason.zh}（${n} 行，首见于第 ${first} 行）`)
    en.push(`${title.en}: ${reason.en} (${n} rows, first in line ${first})`)
  }
  if (staged.broken > 0) {
    zh.push(`无法拆分字段（${staged.broken} 行）`)
    en.push(`lines that cannot be read as fields (${staged.broken} rows)`)
  }
  throw new Refused({
    code: 'mostly-rejected',
    message: {
      zh: `整个文件未接收：${rows} 行中有 ${rejected} 行（${percent(rejected / rows)}）有错，超过 ${percent(rejectedShare)}。可能选错了数据表或字段对应关系。主要问题：${zh.join('；')}。`,
      en: `The whole file is refused: ${rejected} of ${rows} rows (${percent(rejected / rows)}) are bad, more than ${percent(rejectedShare)}. It is probably another table's, or its columns were taken for others. Mostly: ${en.join('; ')}.`,
    },
  })
}

async function firstLines(session: Session, query: string): Promise<string> {
  const rows = await session.rows(`SELECT _line::VARCHAR AS line FROM (${query}) ORDER BY _line LIMIT ${SHOWN + 1}`)
  const lines = rows.slice(0, SHOWN).map(({ line }) => String(line))
  return `${lines.join(', ')}${rows.length > SHOWN ? ', ...' : ''}`
}

function percent(share: number): string {
  return `${Number((share * 100).toFixed(2))} %`
}
