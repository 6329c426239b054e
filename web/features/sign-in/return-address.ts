/** Where to go after signing in: a path of this site, never another one (`//host` and `/\host` leave it). */
export function returnAddress(asked: string | null | undefined): string {
  if (!asked || !/^\/(?![/\\])/.test(asked) || asked.startsWith('/sign-in')) return '/'
  return asked
}
