import { describe, expect, test } from 'vitest'
import { hasOddSigns } from './odd-signs'

describe('a text calls for the careful reading when it holds', () => {
  test.each([
    ['full-width digits', 'a,１２\n'],
    ['full-width letters', 'Ｉ２１\n'],
    ['a yuan sign', 'a,￥5\n'],
    ['the other yuan sign', 'a,¥5\n'],
    ['thousands in quotes', 'a,"1,234.50",b\n'],
    ['thousands between tabs', 'a\t1,234\tb\n'],
    ['text marked by a formula', 'a,="001"\n'],
    ['text marked by an apostrophe', "a,'001\n"],
    ['an error of a spreadsheet', 'a,#N/A\n'],
    ['a number with underscores', 'a,1_000,b\n'],
    ['a decimal with underscores at a line’s end', 'a,-1_000.5\r\n'],
    ['a date in words', '2026年10月1日\n'],
  ])('%s', (_, text) => {
    expect(hasOddSigns(Buffer.from(text))).toBe(true)
  })
})

describe('it does not for', () => {
  test.each([
    ['plain numbers', 'F001,12,3.5\n'],
    ['Chinese prose with its own brackets, commas and colons', '第一人民医院（东院），内科：甲；乙\n'],
    ['an apostrophe inside a word', "O'Neil,1\n"],
    ['a number sign', 'room #5,1\n'],
    ['names and codes with underscores', 'facility_id,a_1,A1_000,1_a,12_\n'],
    ['quoted text with commas', '"a,b",1\n'],
  ])('%s', (_, text) => {
    expect(hasOddSigns(Buffer.from(text))).toBe(false)
  })
})
