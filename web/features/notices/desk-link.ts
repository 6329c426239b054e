/** Notices lead to the command room's address; at a desk they lead to the page of the alert or task itself. */
export function deskLink(link: string): string {
  const found = /^\/command\?(alert|task)=([\w-]+)$/.exec(link)
  return found ? `/${found[1]}s/${found[2]}` : link
}
