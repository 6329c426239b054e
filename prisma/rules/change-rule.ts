import { may, mayAnywhere } from '@cockpit/domain/access/decide'
import { AreaCode } from '@cockpit/domain/ids'
import { memberFault } from '@cockpit/domain/rules/composite-members'
import { type PackRule, RuleDefinition } from '@cockpit/domain/rules/definition'
import type { Territory } from '@cockpit/domain/territory/territory'
import type { Actor } from '../access/actor'
import { appendAudit } from '../audit/append-audit'
import type { Database, Transaction } from '../database'
import { standingRules } from './active-rules'
import { digestOf } from './backtests'

export type ChangeRefusal =
  | 'not-permitted'
  | 'not-found'
  | 'wrong-state'
  | 'note-missing'
  | 'draft-exists'
  | 'same-person'
  | 'no-backtest'
  | 'unsound-rule'
export type ChangeOutcome =
  | { ok: true; id: string; version: string }
  | { ok: false; refusal: ChangeRefusal; fault?: string }

/** A draft as it is written; the version is given when it is proposed. */
export type DraftRule = Omit<RuleDefinition, 'version'>

const refuse = (refusal: ChangeRefusal, fault?: string): ChangeOutcome => ({
  ok: false,
  refusal,
  ...(fault === undefined ? {} : { fault }),
})

/** Who manages rules manages those of the area they hold in; a rule without one holds everywhere, and asks for all of it. */
export function mayManage(actor: Actor, rule: Pick<RuleDefinition, 'territory'>, territory: Territory): boolean {
  if (!mayAnywhere(actor.grants, 'rules.manage')) return false
  const areas = rule.territory ? [AreaCode.parse(rule.territory)] : territory.roots.map(({ code }) => code)
  return areas.every((area) => may(actor.grants, 'rules.manage', { area }, territory))
}

/** Proposes a new rule, or another wording of one that stands. One draft a rule at a time: what is published is what was looked at. */
export async function proposeRule(
  db: Database,
  actor: Actor,
  territory: Territory,
  {
    draft,
    reason,
    packRules,
  }: { readonly draft: DraftRule; readonly reason: string; readonly packRules: readonly PackRule[] },
  now: Date,
): Promise<ChangeOutcome> {
  if (!mayManage(actor, draft, territory)) return refuse('not-permitted')
  if (reason.trim() === '') return refuse('note-missing')
  return db.$transaction(async (tx): Promise<ChangeOutcome> => {
    await lockRule(tx, draft.id)
    if (await tx.ruleChange.findFirst({ where: { ruleId: draft.id, state: 'draft' } })) return refuse('draft-exists')
    const standing = await standingRules(tx, packRules)
    const known = standing.find(({ definition }) => definition.id === draft.id)
    if (known && !mayManage(actor, known.definition, territory)) return refuse('not-permitted')
    const earlier = await tx.ruleChange.count({ where: { ruleId: draft.id, kind: 'define' } })
    const sound = RuleDefinition.safeParse({ ...draft, version: `v${earlier + 1}` })
    if (!sound.success) return refuse('unsound-rule', sound.error.issues[0]?.message)
    const member = memberFault(sound.data, (id) => standing.find(({ definition }) => definition.id === id)?.definition)
    if (member) return refuse('unsound-rule', `${member.id}, ${member.says}`)
    const { version } = sound.data
    const definition = JSON.parse(JSON.stringify(sound.data))
    const { id } = await tx.ruleChange.create({
      data: {
        ruleId: draft.id,
        kind: 'define',
        definition,
        version,
        reason: reason.trim(),
        proposedBy: actor.id,
        proposedAt: now,
      },
    })
    await appendAudit(tx, {
      actor: actor.id,
      action: 'rule.propose',
      subject: `rule:${draft.id}`,
      detail: { change: id, version, reason: reason.trim() },
      at: now,
    })
    return { ok: true, id, version }
  })
}

/** Proposes that a rule is switched off, or on again. */
export async function proposeSwitch(
  db: Database,
  actor: Actor,
  territory: Territory,
  {
    ruleId,
    on,
    reason,
    packRules,
  }: {
    readonly ruleId: string
    readonly on: boolean
    readonly reason: string
    readonly packRules: readonly PackRule[]
  },
  now: Date,
): Promise<ChangeOutcome> {
  if (reason.trim() === '') return refuse('note-missing')
  return db.$transaction(async (tx): Promise<ChangeOutcome> => {
    await lockRule(tx, ruleId)
    const known = (await standingRules(tx, packRules)).find(({ definition }) => definition.id === ruleId)
    if (!known) return refuse('not-found')
    if (!mayManage(actor, known.definition, territory)) return refuse('not-permitted')
    if (known.on === on) return refuse('wrong-state')
    if (await tx.ruleChange.findFirst({ where: { ruleId, state: 'draft' } })) return refuse('draft-exists')
    const { id } = await tx.ruleChange.create({
      data: {
        ruleId,
        kind: on ? 'switchOn' : 'switchOff',
        reason: reason.trim(),
        proposedBy: actor.id,
        proposedAt: now,
      },
    })
    await appendAudit(tx, {
      actor: actor.id,
      action: on ? 'rule.proposeOn' : 'rule.proposeOff',
      subject: `rule:${ruleId}`,
      detail: { change: id, reason: reason.trim() },
      at: now,
    })
    return { ok: true, id, version: known.definition.version }
  })
}

/**
 * A second person lets a change stand. A new wording has to have been run over the history as it is written now; whoever proposed it may not publish it, whatever
 * they may do.
 */
export async function publishChange(
  db: Database,
  actor: Actor,
  territory: Territory,
  changeId: string,
  now: Date,
): Promise<ChangeOutcome> {
  return db.$transaction(async (tx): Promise<ChangeOutcome> => {
    const found = await tx.ruleChange.findUnique({ where: { id: changeId } })
    if (!found) return refuse(mayAnywhere(actor.grants, 'rules.manage') ? 'not-found' : 'not-permitted')
    await lockRule(tx, found.ruleId)
    const change = await tx.ruleChange.findUniqueOrThrow({ where: { id: changeId } })
    const definition = change.definition === null ? null : RuleDefinition.parse(change.definition)
    if (!mayManage(actor, definition ?? {}, territory)) return refuse('not-permitted')
    if (change.state !== 'draft') return refuse('wrong-state')
    if (change.proposedBy === actor.id) return refuse('same-person')
    if (definition) {
      const digest = digestOf(definition)
      if (!(await tx.ruleBacktest.findFirst({ where: { ruleId: change.ruleId, digest, state: 'done' } })))
        return refuse('no-backtest')
    }
    await tx.ruleChange.update({
      where: { id: changeId },
      data: { state: 'published', decidedBy: actor.id, decidedAt: now },
    })
    await appendAudit(tx, {
      actor: actor.id,
      action:
        change.kind === 'define' ? 'rule.publish' : change.kind === 'switchOn' ? 'rule.switchOn' : 'rule.switchOff',
      subject: `rule:${change.ruleId}`,
      detail: { change: changeId, version: change.version, proposedBy: change.proposedBy, reason: change.reason },
      at: now,
    })
    return { ok: true, id: changeId, version: change.version }
  })
}

/** Takes a draft back; whoever manages the rule may, its author too. */
export async function withdrawChange(
  db: Database,
  actor: Actor,
  territory: Territory,
  changeId: string,
  now: Date,
): Promise<ChangeOutcome> {
  return db.$transaction(async (tx): Promise<ChangeOutcome> => {
    const change = await tx.ruleChange.findUnique({ where: { id: changeId } })
    if (!change) return refuse(mayAnywhere(actor.grants, 'rules.manage') ? 'not-found' : 'not-permitted')
    const definition = change.definition === null ? {} : RuleDefinition.parse(change.definition)
    if (!mayManage(actor, definition, territory)) return refuse('not-permitted')
    const { count } = await tx.ruleChange.updateMany({
      where: { id: changeId, state: 'draft' },
      data: { state: 'withdrawn', decidedBy: actor.id, decidedAt: now },
    })
    if (count === 0) return refuse('wrong-state')
    await appendAudit(tx, {
      actor: actor.id,
      action: 'rule.withdraw',
      subject: `rule:${change.ruleId}`,
      detail: { change: changeId, version: change.version },
      at: now,
    })
    return { ok: true, id: changeId, version: change.version }
  })
}

/** Two people at one rule wait for each other. */
async function lockRule(tx: Transaction, ruleId: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext(${`rule:${ruleId}`}))`
}
