import { NotePlace, NoteText } from '@cockpit/db/notes/chart-note'
import { listNotes } from '@cockpit/db/notes/list-notes'
import { changeNote, removeNote, writeNote } from '@cockpit/db/notes/write-note'
import { readTask } from '@cockpit/db/tasks/read-task'
import { AreaCode, FacilityId } from '@cockpit/domain/ids'
import { knownCatalogue } from '@cockpit/semantic-layer/client/ask'
import { z } from 'zod'
import { actorOf } from '../actor'
import { askPorts } from '../indicators/ask-ports'
import { personProcedure, Refusal, router } from '../trpc'
import { askAbout } from './ask-about'
import { FrozenNumber } from './frozen-number'

const Id = z.object({ id: z.string().max(64) })
const unknown = () => new Refusal('not-found', 'There is no such note of yours.', 'NOT_FOUND')

/** Notes beside lines of figures, and what is asked about a number. For persons. */
export const notesRouter = router({
  /** All of a place; the screen puts each beside the figures it concerns. */
  list: personProcedure
    .input(z.object({ area: AreaCode, facility: FacilityId.nullable() }))
    .query(async ({ ctx, input }) => {
      const notes = await listNotes(ctx.ports.db, actorOf(ctx.caller), await ctx.ports.territory(), input)
      return notes.map(({ author, ...note }) => ({ ...note, mine: author === ctx.caller.id }))
    }),

  write: personProcedure.input(NotePlace.and(NoteText)).mutation(async ({ ctx, input }) => {
    const made = await writeNote(ctx.ports.db, actorOf(ctx.caller), await ctx.ports.territory(), input, new Date())
    if (!made.ok) throw new Refusal('not-permitted', 'Your grants do not reach this place.')
    return { id: made.note.id }
  }),

  change: personProcedure.input(Id.and(NoteText)).mutation(async ({ ctx, input }) => {
    if (!(await changeNote(ctx.ports.db, actorOf(ctx.caller), input, new Date())).ok) throw unknown()
  }),

  remove: personProcedure.input(Id).mutation(async ({ ctx, input }) => {
    if (!(await removeNote(ctx.ports.db, actorOf(ctx.caller), input.id, new Date())).ok) throw unknown()
  }),

  askAbout,

  /** The number a task is about, for who reads the task; null where none was frozen into it. */
  frozen: personProcedure.input(Id).query(async ({ ctx, input }) => {
    const found = await readTask(ctx.ports.db, actorOf(ctx.caller), await ctx.ports.territory(), input.id)
    const number = found.ok ? (FrozenNumber.safeParse(found.task.envelope).data ?? null) : null
    const definition = number && (await knownCatalogue(await askPorts(ctx.ports))).get(number.indicator)
    return { number, definition: definition ?? null }
  }),
})
