import { RuleDefinition } from '@cockpit/domain/rules/definition'
import { judgesAlike } from '@cockpit/domain/rules/judges-alike'
import type { Database } from '../database'
import { OPEN_TASK_STATES } from '../tasks/stored'

/** A wording of a rule, and the places whose tasks wait for what it says. */
export interface WaitingWording {
  readonly definition: RuleDefinition
  /** `<subject>|<each>`, where a task is open: every verdict counts. */
  readonly places: ReadonlySet<string>
  /** Where one was closed so shortly ago that it can relapse: an alarm counts, and nothing else. */
  readonly ended: ReadonlySet<string>
}

/**
 * The wordings under which alerts rose that still have a task to close, or one closed since and able to relapse: each is judged on for these
 * places, whatever has become of the rule. An alert of a wording that no evaluation recorded has none.
 */
export async function waitingWordings(db: Database, closedSince: Date): Promise<WaitingWording[]> {
  const open = [...OPEN_TASK_STATES]
  const rows = await db.$queryRaw<{ ruleId: string; ruleVersion: string; place: string; open: boolean }[]>`
    SELECT DISTINCT alert."ruleId", alert."ruleVersion",
      coalesce(alert."facilityId", alert."areaCode") || '|' || coalesce(alert.detail->>'each', '') AS place, task.state = ANY(${open}) AS open
    FROM "Task" task JOIN "Alert" alert ON alert.id = task."alertId"
    WHERE task."recoveryState" <> 'none'
      AND (task.state = ANY(${open}) OR (task.state IN ('closed', 'archived') AND task."closedAt" >= ${closedSince}))`
  const wordings = new Map<string, { definition: RuleDefinition; places: Set<string>; ended: Set<string> } | null>()
  for (const { ruleId, ruleVersion, place, open } of rows) {
    const name = `${ruleId} ${ruleVersion}`
    if (!wordings.has(name)) {
      const definition = await wordingOf(db, ruleId, ruleVersion)
      wordings.set(name, definition && { definition, places: new Set(), ended: new Set() })
    }
    const wording = wordings.get(name)
    if (open) wording?.places.add(place)
    else wording?.ended.add(place)
  }
  return [...wordings.values()].flatMap((wording) => wording ?? [])
}

/** The versions of a rule that judge as this one does, itself among them; null where nothing recorded what it said, so that none can be told from it. */
export async function versionsAlike(
  db: Database,
  ruleId: string,
  version: string,
): Promise<ReadonlySet<string> | null> {
  const own = await wordingOf(db, ruleId, version)
  if (!own) return null
  const versions = await db.ruleEvaluation.groupBy({ by: ['ruleVersion'], where: { ruleId } })
  const alike = new Set([version])
  for (const { ruleVersion } of versions) {
    const other = ruleVersion === version ? null : await wordingOf(db, ruleId, ruleVersion)
    if (other && judgesAlike(own, other)) alike.add(ruleVersion)
  }
  return alike
}

async function wordingOf(db: Database, ruleId: string, ruleVersion: string): Promise<RuleDefinition | null> {
  const first = await db.ruleEvaluation.findFirst({
    where: { ruleId, ruleVersion },
    orderBy: { endedAt: 'asc' },
    select: { definition: true },
  })
  const read = RuleDefinition.safeParse(first?.definition)
  return read.success ? read.data : null
}
