import { expect, test } from 'vitest'
import { joinedHeaders } from './header-rows'

test('a group counts for the fields it is merged over, and a header merged downwards for itself alone', () => {
  expect(
    joinedHeaders(
      [
        ['机构代码', '科室', '日期', '门诊', '', '急诊', ''],
        ['', '', '', '人次', '收入', '人次', '收入'],
      ],
      '/',
    ),
  ).toEqual(['机构代码', '科室', '日期', '门诊/人次', '门诊/收入', '急诊/人次', '急诊/收入'])
})

test('a field without a group beside a header merged downwards gets none', () => {
  expect(
    joinedHeaders(
      [
        ['科室', '', '门诊'],
        ['', '床位', '人次'],
      ],
      '/',
    ),
  ).toEqual(['科室', '床位', '门诊/人次'])
})

test('an empty column ends a group', () => {
  expect(
    joinedHeaders(
      [
        ['门诊', '', '', ''],
        ['人次', '', '收入', '备注'],
      ],
      '-',
    ),
  ).toEqual(['门诊-人次', '', '收入', '备注'])
})

test('of three rows a new group takes none of the smaller groups before it', () => {
  expect(
    joinedHeaders(
      [
        ['门诊', '', '', '住院', ''],
        ['药品', '', '检查', '', ''],
        ['西药', '中药', '', '药品', '检查'],
      ],
      '/',
    ),
  ).toEqual(['门诊/药品/西药', '门诊/药品/中药', '门诊/检查', '住院/药品', '住院/检查'])
})

test('rows of unequal length, line breaks and full-width blanks in cells', () => {
  expect(
    joinedHeaders(
      [
        ['科室', '门诊'],
        ['', '人\n次', '收入　', ''],
      ],
      '/',
    ),
  ).toEqual(['科室', '门诊/人 次', '门诊/收入', ''])
})
