import { expect, test } from 'vitest'
import { accountFrom } from './account'
import { PostgresError } from './error'

const passwd = (...lines: string[]) => ['root:x:0:0:root:/root:/bin/bash', ...lines, ''].join('\n')

test('postgres is preferred to nobody, wherever it stands', () => {
  const both = passwd('nobody:x:65534:65534::/:/bin/false', 'postgres:x:101:104::/:/bin/bash')
  expect(accountFrom(both)).toEqual({ name: 'postgres', uid: 101, gid: 104, dropped: true })
})

test('without postgres it is nobody, whose number differs between systems', () => {
  expect(accountFrom(passwd('nobody:x:99:98::/:/bin/false'))).toMatchObject({ name: 'nobody', uid: 99, gid: 98 })
})

test('an account that is root by another name, or has no number, does not count', () => {
  const bad = passwd('postgres:x:0:0::/:/bin/bash', 'nobody:x::::/bin/false')
  expect(() => accountFrom(bad)).toThrow(PostgresError)
  expect(() => accountFrom(passwd())).toThrow(/neither an account "postgres" nor "nobody"/)
})
