import { SYSTEM } from '@cockpit/db/people/create-person'
import { createSender, revokeSender } from '@cockpit/db/senders/senders'
import { Grant } from '@cockpit/domain/access/grant'
import { expect, test } from '@playwright/test'
import { signIn } from './stack/people'
import { visitFile } from './stack/send'
import { onDatabase, readWorld } from './stack/world'

const NAME = '演示医院前置机'

test('a machine posts a file with its token, for its own hospital and tables alone, until it is revoked', async ({
  page,
  request,
}) => {
  const { hospital, neighbour, month } = await readWorld()
  const made = await onDatabase((db) => {
    const territory = { kind: 'facilities', ids: [hospital.id] }
    const grant = Grant.parse({ role: 'sender', territory, sensitivity: 'aggregate' })
    return createSender(db, SYSTEM, { name: NAME, grant }, new Date())
  })
  if (!made.ok) throw new Error(made.refusal)
  const row = (facility: string, day: string) => ({
    facility,
    department: `前置机${made.id.slice(-6)}`,
    day: `${month}-${day}`,
  })
  const sound = visitFile([row(hospital.id, '12'), row(hospital.id, '十三')])
  const post = async (data: string, { table = 'visit_day', token = made.token } = {}) => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'text/csv' }
    const answer = await request.post(`/api/import?table=${table}&name=machine.csv`, { headers, data })
    return { status: answer.status(), body: await answer.json() }
  }

  const taken = await post(sound)
  expect(taken).toMatchObject({ status: 202, body: { taken: true, table: 'visit_day', fileName: 'machine.csv' } })
  const run = () => onDatabase((db) => db.importRun.findUnique({ where: { id: taken.body.id } }))
  await expect(async () => expect((await run())?.state).toBe('published')).toPass()
  expect(await run()).toMatchObject({ sender: made.id, rowsRead: 2, rowsPublished: 1, rowsRejected: 1 })

  expect(await post(sound, { token: `${made.token}x` })).toMatchObject({ status: 401, body: { reason: 'signed-out' } })
  expect(await post(visitFile([row(neighbour.facility, '12')]))).toMatchObject({
    status: 403,
    body: { reason: 'foreign-facility', line: 2 },
  })
  expect(await post(sound, { table: 'emr_grade' })).toMatchObject({
    status: 403,
    body: { reason: 'table-not-permitted' },
  })
  expect(await post(sound, { table: 'no_table' })).toMatchObject({ status: 400, body: { reason: 'unknown-table' } })

  await signIn(page, 'supervisor', '/imports')
  await expect(page.locator(`tr[data-row-key="${taken.body.id}"]`)).toContainText(NAME)

  await onDatabase((db) => revokeSender(db, SYSTEM, made.id, new Date()))
  expect(await post(sound)).toMatchObject({ status: 401 })
})
