import { mayAnywhere } from '@cockpit/domain/access/decide'
import { LEVELS } from '@cockpit/domain/task/level'
import { z } from 'zod'
import type { Actor } from '../access/actor'
import { appendAudit } from '../audit/append-audit'
import type { Database } from '../database'
import { StoredLevel } from './stored'

/** What is asked for again and again. */
export const Template = z.strictObject({
  name: z.string().trim().min(1).max(80),
  title: z.string().trim().min(1).max(200),
  instruction: z.string().trim().min(1).max(4000),
  level: z.enum(LEVELS),
  points: z.array(z.strictObject({ text: z.string().trim().min(1).max(200), required: z.boolean() })).max(30),
})
export type Template = z.infer<typeof Template>
const Points = Template.shape.points

/** The templates in use, by name; none for those who dispatch nothing. */
export async function listTemplates(db: Database, actor: Actor): Promise<(Template & { id: string })[]> {
  if (!mayAnywhere(actor.grants, 'task.dispatch')) return []
  const rows = await db.taskTemplate.findMany({ where: { retiredAt: null }, orderBy: { name: 'asc' } })
  return rows.map(({ id, name, title, instruction, level, points }) => ({
    ...{ id, name, title, instruction, level: StoredLevel.parse(level), points: Points.parse(points) },
  }))
}

/** Keeps a template under its name; the one that had the name is replaced. Tasks made from it before stay as they are. */
export async function saveTemplate(
  db: Database,
  actor: Actor,
  template: Template,
  now: Date,
): Promise<{ ok: true; id: string } | { ok: false; refusal: 'not-permitted' }> {
  if (!mayAnywhere(actor.grants, 'task.dispatch')) return { ok: false, refusal: 'not-permitted' }
  return db.$transaction(async (tx) => {
    const content = { ...template, createdBy: actor.id, createdAt: now, retiredAt: null }
    const { id } = await tx.taskTemplate.upsert({
      where: { name: template.name },
      create: content,
      update: content,
    })
    await appendAudit(tx, {
      ...{ actor: actor.id, action: 'template.save', subject: `template:${id}`, detail: { ...template }, at: now },
    })
    return { ok: true, id }
  })
}

/** Takes a template out of use. */
export async function retireTemplate(
  db: Database,
  actor: Actor,
  id: string,
  now: Date,
): Promise<{ ok: true } | { ok: false; refusal: 'not-permitted' | 'not-found' }> {
  if (!mayAnywhere(actor.grants, 'task.dispatch')) return { ok: false, refusal: 'not-permitted' }
  return db.$transaction(async (tx) => {
    const { count } = await tx.taskTemplate.updateMany({ where: { id, retiredAt: null }, data: { retiredAt: now } })
    if (count === 0) return { ok: false, refusal: 'not-found' as const }
    await appendAudit(tx, {
      ...{ actor: actor.id, action: 'template.retire', subject: `template:${id}`, detail: {}, at: now },
    })
    return { ok: true as const }
  })
}
