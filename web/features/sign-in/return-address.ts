/** Where to go after signing in: a path of this site, never another one (`//host` and `/\host` leave it, with tabs or line ends between as well). */
export function returnAddress(asked: string | null | undefined): string {
  if (!asked || !/^\/(?![/\\])[^\p{Cc}]*$/u.test(asked) || asked.startsWith('/sign-in')) return '/'
  return asked
}
