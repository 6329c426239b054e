import type { RuleDefinition } from './definition'

/** What is wrong with a composite's members, in words after the member's name; null where nothing is, and of other kinds. */
export function memberFault(
  rule: RuleDefinition,
  find: (id: string) => RuleDefinition | undefined,
): { readonly id: string; readonly says: string } | null {
  if (rule.when.kind !== 'composite') return null
  for (const id of rule.when.of) {
    const member = find(id)
    if (!member) return { id, says: 'which does not exist' }
    if (member.when.kind === 'composite') return { id, says: 'which is a composite itself' }
    if (member.by !== rule.by) return { id, says: 'which judges other places' }
    if (member.grain !== rule.grain) return { id, says: 'which judges other steps' }
    if (member.each !== undefined) return { id, says: 'which judges parts of a place' }
  }
  return null
}
