import { z } from 'zod'

/** What an open screen may be told: that something changed, never what it changed to. The screen asks again under its own authority. */
export const LiveMessage = z.discriminatedUnion('topic', [
  z.object({ topic: z.literal('lake.published'), version: z.number(), tables: z.array(z.string()) }),
  z.object({ topic: z.literal('alert.changed'), id: z.string() }),
  z.object({ topic: z.literal('task.changed'), id: z.string() }),
  z.object({ topic: z.literal('import.changed'), id: z.string() }),
])
export type LiveMessage = z.infer<typeof LiveMessage>
export type LiveTopic = LiveMessage['topic']

/** First path elements of the queries that a topic makes out of date. */
export const OUTDATED_BY = {
  'lake.published': ['indicators', 'imports', 'territory', 'displays', 'plan'],
  'alert.changed': ['alerts'],
  'task.changed': ['tasks', 'alerts'],
  'import.changed': ['imports'],
} as const satisfies Record<LiveTopic, readonly string[]>
