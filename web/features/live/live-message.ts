import { z } from 'zod'

/** What an open screen may be told: that something changed, never what it changed to. The screen asks again under its own authority. */
export const LiveMessage = z.discriminatedUnion('topic', [
  z.object({ topic: z.literal('lake.published'), version: z.number(), tables: z.array(z.string()) }),
  z.object({ topic: z.literal('alert.changed'), id: z.string() }),
  z.object({ topic: z.literal('task.changed'), id: z.string() }),
  z.object({ topic: z.literal('import.changed'), id: z.string() }),
  z.object({ topic: z.literal('event.changed'), id: z.string() }),
  z.object({ topic: z.literal('posture.changed'), id: z.string() }),
  z.object({ topic: z.literal('report.changed'), id: z.string() }),
])
export type LiveMessage = z.infer<typeof LiveMessage>
export type LiveTopic = LiveMessage['topic']

/** First path elements of the queries that a topic makes out of date. */
export const OUTDATED_BY = {
  'lake.published': ['indicators', 'ranking', 'explain', 'region', 'imports', 'territory', 'displays', 'plan'],
  'alert.changed': ['alerts', 'notices'],
  'task.changed': ['tasks', 'alerts', 'notices'],
  'import.changed': ['imports', 'notices'],
  'event.changed': ['events', 'notices'],
  'posture.changed': ['posture', 'tasks', 'notices', 'displays'],
  'report.changed': ['reports', 'notices'],
} as const satisfies Record<LiveTopic, readonly string[]>
