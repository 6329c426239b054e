import { expect, test } from 'vitest'
import { mentionsIn } from './mentions-in'

const people = [
  { id: 'a', name: '演示·县级' },
  { id: 'b', name: '演示·县级监督员' },
  { id: 'c', name: 'Lee' },
]

test.each<[string, string[]]>([
  ['请 @演示·县级监督员 看一下', ['b']],
  ['@演示·县级 与 @演示·县级监督员', ['b', 'a']],
  ['@Lee, @Lee: twice', ['c']],
  ['Lee without the sign', []],
])('%s', (text, ids) => expect(mentionsIn(text, people)).toEqual(ids))
