/** The ids of the people named with @ in a text, longer names first: `@演示·县级监督员` does not name `演示·县级` as well. */
export function mentionsIn(text: string, people: readonly { readonly id: string; readonly name: string }[]): string[] {
  let left = text
  const found: string[] = []
  for (const { id, name } of [...people].sort((a, b) => b.name.length - a.name.length)) {
    if (!left.includes(`@${name}`)) continue
    found.push(id)
    left = left.replaceAll(`@${name}`, ' ')
  }
  return found
}
