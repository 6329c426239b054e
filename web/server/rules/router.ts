import { askBacktest } from '@cockpit/db/rules/backtests'
import {
  type ChangeOutcome,
  mayManage,
  proposeRule,
  proposeSwitch,
  publishChange,
  withdrawChange,
} from '@cockpit/db/rules/change-rule'
import { listRules, readRule } from '@cockpit/db/rules/read-rules'
import { mayAnywhere } from '@cockpit/domain/access/decide'
import { RuleDefinition } from '@cockpit/domain/rules/definition'
import { faultOf } from '@cockpit/domain/rules/fits-indicator'
import { isRestrictedRule } from '@cockpit/domain/rules/restricted'
import { knownCatalogue } from '@cockpit/semantic-layer/client/ask'
import { z } from 'zod'
import { actorOf } from '../actor'
import { askPorts } from '../indicators/ask-ports'
import type { Ports } from '../ports'
import { Refusal, router } from '../trpc'
import { backtestShown } from './backtest-shown'
import { knownEventsRouter } from './events-router'
import { managingRules, readingRules } from './procedures'
import { ruleReader } from './reader'

const RuleId = z.string().max(64)
const Reason = z.string().trim().min(1).max(1000)
/** Of what is written by hand the version is given here. */
const Draft = z.record(z.string(), z.unknown())

function done(outcome: ChangeOutcome) {
  if (!outcome.ok)
    throw new Refusal(
      outcome.refusal,
      `Nothing was changed: ${outcome.refusal}${outcome.fault ? ` (${outcome.fault})` : ''}.`,
    )
  return outcome
}

/** What an indicator is called, for lists and forms. The words are the catalogue's; figures come from nowhere here. */
async function indicatorsOf(ports: Ports) {
  const { indicators } = await knownCatalogue(await askPorts(ports))
  return indicators.map(({ id, zh, en, unit, format, digits, grain, scope, dimensions, target, direction }) => ({
    id,
    zh,
    en,
    unit,
    format,
    digits,
    grain,
    scope,
    dimensions,
    direction,
    targeted: target !== undefined,
  }))
}

/** A draft that was read whole and fits its indicator. */
async function soundDraft(ports: Ports, draft: z.infer<typeof Draft>): Promise<RuleDefinition> {
  const sound = RuleDefinition.safeParse({ ...draft, version: 'draft' })
  if (!sound.success)
    throw new Refusal(
      'unsound-rule',
      sound.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; '),
      'BAD_REQUEST',
    )
  const rule = sound.data
  const catalogue = await knownCatalogue(await askPorts(ports))
  const fault = faultOf(rule, [catalogue.get(rule.indicator)])
  if (fault) throw new Refusal('unsound-rule', `${fault}.`, 'BAD_REQUEST')
  const territory = await ports.territory()
  if (rule.territory && !territory.roots.some(({ code }) => territory.within(rule.territory as typeof code, code)))
    throw new Refusal('unsound-rule', 'territory: there is no such area.', 'BAD_REQUEST')
  return rule
}

export const rulesRouter = router({
  events: knownEventsRouter,

  /** All rules with how they have done. */
  list: readingRules.query(async ({ ctx }) => {
    const [packs, indicators] = await Promise.all([ctx.ports.packs(), indicatorsOf(ctx.ports)])
    const names = new Map(indicators.map(({ id, zh, en }) => [id, { zh, en }]))
    const rows = await listRules(ctx.ports.db, packs.rules, await ruleReader(ctx.ports, ctx.caller))
    return {
      rules: rows.map(({ definition, ...row }) => {
        const { id, title, level, when, by, grain, indicator, owner, version, territory } = definition
        const about = { id, title, level, kind: when.kind, by, grain, indicator, version }
        return {
          ...row,
          ...about,
          owner: owner ?? null,
          territory: territory ?? null,
          indicatorName: names.get(indicator) ?? null,
        }
      }),
      may: { manage: mayAnywhere(ctx.caller.grants, 'rules.manage') },
    }
  }),

  /** One rule with its versions, backtests and last evaluations. */
  get: readingRules.input(z.object({ id: RuleId })).query(async ({ ctx, input }) => {
    const packs = await ctx.ports.packs()
    const found = await readRule(ctx.ports.db, packs.rules, input.id, await ruleReader(ctx.ports, ctx.caller))
    if (!found) throw new Refusal('not-found', 'There is no such rule.', 'NOT_FOUND')
    const { row, changes, backtests, evaluations, people } = found
    const nameOf = (id: string | null) => (id === null ? null : (people[id] ?? id))
    const fromPack = packs.rules.find((rule) => rule.id === input.id) ?? null
    return {
      ...row,
      packVersion: fromPack?.version ?? null,
      indicator: (await indicatorsOf(ctx.ports)).find(({ id }) => id === row.definition.indicator) ?? null,
      changes: changes.map(({ definition, ...change }) => ({
        ...change,
        definition: definition === null ? null : RuleDefinition.parse(definition),
        proposer: nameOf(change.proposedBy),
        decider: nameOf(change.decidedBy),
        mine: change.proposedBy === ctx.caller.id,
      })),
      backtests: backtests.map(({ definition, digest: _, ...one }) => ({
        ...one,
        version: RuleDefinition.parse(definition).version,
        asker: nameOf(one.askedBy),
      })),
      evaluations,
      may: { manage: mayManage(actorOf(ctx.caller), row.definition, await ctx.ports.territory()) },
    }
  }),

  /** What a rule may be about. */
  indicators: managingRules.query(({ ctx }) => indicatorsOf(ctx.ports)),

  propose: managingRules.input(z.object({ draft: Draft, reason: Reason })).mutation(async ({ ctx, input }) => {
    const { version: _, ...draft } = await soundDraft(ctx.ports, input.draft)
    const { db } = ctx.ports
    const [territory, { rules: packRules }] = await Promise.all([ctx.ports.territory(), ctx.ports.packs()])
    const { reason } = input
    return done(await proposeRule(db, actorOf(ctx.caller), territory, { draft, reason, packRules }, new Date()))
  }),

  /** Asks that a rule be switched off, or on again. */
  proposeSwitch: managingRules
    .input(z.object({ id: RuleId, on: z.boolean(), reason: Reason }))
    .mutation(async ({ ctx, input: { id: ruleId, on, reason } }) => {
      const [territory, { rules: packRules }] = await Promise.all([ctx.ports.territory(), ctx.ports.packs()])
      const asked = { ruleId, on, reason, packRules }
      return done(await proposeSwitch(ctx.ports.db, actorOf(ctx.caller), territory, asked, new Date()))
    }),

  publish: managingRules.input(z.object({ change: z.string().max(64) })).mutation(async ({ ctx, input }) => {
    const territory = await ctx.ports.territory()
    return done(await publishChange(ctx.ports.db, actorOf(ctx.caller), territory, input.change, new Date()))
  }),

  withdraw: managingRules.input(z.object({ change: z.string().max(64) })).mutation(async ({ ctx, input }) => {
    const territory = await ctx.ports.territory()
    return done(await withdrawChange(ctx.ports.db, actorOf(ctx.caller), territory, input.change, new Date()))
  }),

  /** Runs what stands, or a draft, over the whole history; the jobs do it, and tell how far they are. */
  askBacktest: managingRules
    .input(z.object({ id: RuleId, change: z.string().max(64).optional() }))
    .mutation(async ({ ctx, input }) => {
      const found = await readRule(ctx.ports.db, (await ctx.ports.packs()).rules, input.id)
      const change = found?.changes.find(({ id }) => id === input.change)
      if (!found || (input.change && !change?.definition))
        throw new Refusal('not-found', 'There is no such rule or draft.', 'NOT_FOUND')
      const definition = change?.definition ? RuleDefinition.parse(change.definition) : found.row.definition
      const asked = { definition, changeId: input.change }
      const result = await askBacktest(ctx.ports.db, actorOf(ctx.caller), asked, new Date())
      if (!result.ok) throw new Refusal(result.refusal, `The backtest was not begun: ${result.refusal}.`)
      return result
    }),

  /** One backtest: how far it is, and what it found. Counts of alerts by area, never a figure of an institution. */
  backtest: readingRules.input(z.object({ id: z.string().max(64) })).query(async ({ ctx, input }) => {
    const row = await ctx.ports.db.ruleBacktest.findUnique({ where: { id: input.id } })
    if (!row) throw new Refusal('not-found', 'There is no such backtest.', 'NOT_FOUND')
    const { state, progress, error, dataVersion, askedAt, endedAt, ruleId, result } = row
    const territory = await ctx.ports.territory()
    const reader = await ruleReader(ctx.ports, ctx.caller)
    const standing = await listRules(ctx.ports.db, (await ctx.ports.packs()).rules, reader)
    const wordingOf = (id: string) => standing.find(({ definition }) => definition.id === id)?.definition
    // Also of a wording that stands no more: what was run is asked.
    const withheld = isRestrictedRule(RuleDefinition.parse(row.definition), wordingOf, reader.keptFrom)
    const shown =
      result === null || withheld ? null : backtestShown(result, (code) => territory.get(code)?.name ?? null)
    return { id: row.id, ruleId, state, progress, error, dataVersion, askedAt, endedAt, withheld, shown }
  }),
})
