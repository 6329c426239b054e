import { readAuditHead } from '@cockpit/db/audit/audit-head'
import type { Database } from '@cockpit/db/database'
import { tellAdministrators } from '@cockpit/db/notices/tell-administrators'
import { type AnchorOutcome, anchorAudit } from './anchor-audit'

const TITLE = {
  zh: '审计记录被截断、替换或改写，请立即核查',
  en: 'The audit was cut, replaced or rewritten: look into it at once',
}

/** Notes where the audit ends. Where it no longer holds what was noted, the audit administrator finds it in the inbox, once. */
export async function watchAudit(db: Database, data: string, now: Date): Promise<AnchorOutcome> {
  const outcome = await anchorAudit(db, data)
  if (outcome === 'contradicted') {
    const key = `audit-contradicted:${readAuditHead(data)?.seq}`
    await tellAdministrators(db, { key, title: TITLE, link: '/audit', level: 'I', to: ['audit.read'] }, now)
  }
  return outcome
}
