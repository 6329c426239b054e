import { AUDIT_ACTS, auditActs, isAuditAct } from '@cockpit/domain/audit/act'
import { expect, test } from 'vitest'
import en from '../../messages/en/audit.json'
import zh from '../../messages/zh-CN/audit.json'

type Named = Readonly<Record<string, Readonly<Record<string, string>>>>

/** `<term>.<verb>` of everything that has a name. */
const namedIn = (acts: Named) =>
  Object.entries(acts).flatMap(([term, verbs]) => Object.keys(verbs).map((verb) => `${term}.${verb}`))

test.each([
  ['zh-CN', zh],
  ['en', en],
])('every act the audit can hold, and every thing acted on, has a name in %s, and no name is left over', (_, words) => {
  const acts: Named = words.act
  expect(namedIn(acts).sort()).toEqual(auditActs().sort())
  expect(Object.keys(words.term).sort()).toEqual(Object.keys(AUDIT_ACTS).sort())
  const said = Object.values(acts).flatMap((verbs) => Object.values(verbs))
  expect(said.filter((text) => text.trim() === '')).toEqual([])
  // Two acts under one name could not be told apart on the screen.
  expect(said.filter((text, at) => said.indexOf(text) !== at)).toEqual([])
})

test('an act of an earlier version is known to be none of today', () => {
  expect(isAuditAct('task.sign')).toBe(true)
  expect(['task.', 'task', 'task.dance', 'sign', 'toString'].filter(isAuditAct)).toEqual([])
})
