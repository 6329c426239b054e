import { OPEN_TASK_STATES } from '@cockpit/domain/task/machine'
import { describe, expect, test } from 'vitest'
import { readTaskAddress, type TaskAddress, taskFilter, tasksHref } from './task-address'

const read = (href: string) => readTaskAddress(new URL(href, 'http://x').searchParams)

describe('the address of the list', () => {
  test.each<Partial<TaskAddress>>([
    {},
    { states: [], levels: ['I', 'III'], supervision: ['yellow', 'red'] },
    { states: ['verifying'], text: '药占比 & 更多', overdue: true, batch: 'abc-1' },
  ])('%j comes back as it was written', (address) => expect(read(tasksHref(address))).toMatchObject(address))

  test('plain, it shows what somebody has to do, and words nobody knows are left out', () => {
    expect(read('/tasks').states).toEqual(OPEN_TASK_STATES)
    expect(read('/tasks?s=nothing&l=V&t=12&d=blue')).toEqual(read('/tasks'))
    expect(tasksHref(read('/tasks'))).toBe('/tasks')
  })

  test('asks for no more than it says', () => {
    expect(taskFilter(read('/tasks?s=all'))).toEqual({})
    expect(taskFilter(read('/tasks?s=closed&o=1&q=%20a%20'))).toEqual({ states: ['closed'], overdue: true, text: 'a' })
  })
})
