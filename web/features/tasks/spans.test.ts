import { ClockSettings, DEFAULT_CLOCK_SETTINGS } from '@cockpit/domain/clock/settings'
import { expect, test } from 'vitest'
import { withOneMore, without } from './spans'

test('spans are added after the last until there are four, and the settings stay sound', () => {
  let spans: [string, string][] = [['08:30', '12:00']]
  for (let more = withOneMore(spans); more; more = withOneMore(spans)) {
    spans = more
    expect(ClockSettings.safeParse({ ...DEFAULT_CLOCK_SETTINGS, workingHours: spans }).error).toBeUndefined()
  }
  expect(spans).toEqual([
    ['08:30', '12:00'],
    ['12:30', '13:30'],
    ['14:00', '15:00'],
    ['15:30', '16:30'],
  ])
})

test('a day that is full has no room; the only span stays', () => {
  expect(withOneMore([['08:30', '22:30']])).toBeNull()
  expect(withOneMore([['08:30', '22:29']])).toEqual([
    ['08:30', '22:29'],
    ['22:59', '23:59'],
  ])
  expect(without([['08:30', '12:00']], 0)).toBeNull()
  expect(
    without(
      [
        ['08:30', '12:00'],
        ['14:00', '17:30'],
      ],
      0,
    ),
  ).toEqual([['14:00', '17:30']])
})
