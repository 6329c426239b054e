import { NextIntlClientProvider } from 'next-intl'
import type { ReactNode } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import states from '../../messages/zh-CN/states.json'
import { choicesState, searchState } from './choices-state'
import { NamesFailed } from './NamesFailed'

const idle = { data: undefined, error: null, isLoading: false, isFetching: false, refetch: () => undefined }
const failed = { ...idle, error: new Error('no answer') }
const words = { type: 'type a name', searching: 'searching', none: 'nothing found' }

function text(shown: ReactNode): string {
  return renderToStaticMarkup(
    <NextIntlClientProvider locale="zh-CN" timeZone="Asia/Shanghai" messages={{ states }}>
      {shown}
    </NextIntlClientProvider>,
  )
}

describe('a list of choices that has none', () => {
  test('says that the choices did not come, and offers to ask again', () => {
    expect(text(choicesState(failed))).toContain(states.failure.failed)
    expect(text(choicesState(failed))).toContain(states.retry)
  })
  test('shows that they are still to come', () => {
    expect(text(choicesState({ ...idle, isLoading: true }))).toContain('aria-busy="true"')
  })
  test('leaves the words to the list where there really are none', () => {
    expect(choicesState({ ...idle, data: [] })).toBeUndefined()
  })
  test('does not call it a failure when choices stand and only asking again failed', () => {
    expect(choicesState({ ...failed, data: ['one'] })).toBeUndefined()
  })
})

describe('a list that is found by typing', () => {
  test('asks for more letters first, whatever an earlier question came to', () => {
    expect(searchState(failed, false, words)).toBe(words.type)
  })
  test('says that it looks, then that there is nothing', () => {
    expect(searchState({ ...idle, isLoading: true, isFetching: true }, true, words)).toBe(words.searching)
    expect(searchState({ ...idle, data: [] }, true, words)).toBe(words.none)
  })
  test('never says "nothing found" of a search that failed', () => {
    const shown = text(searchState(failed, true, words))
    expect(shown).toContain(states.failure.failed)
    expect(shown).not.toContain(words.none)
  })
})

describe('names that did not come', () => {
  test('are told of with a way to try again', () => {
    const shown = text(<NamesFailed of={[idle, failed]} />)
    expect(shown).toContain(states.namesFailed)
    expect(shown).toContain(states.retry)
  })
  test('are no matter where they came, even if asking again failed', () => {
    expect(text(<NamesFailed of={[idle, { ...failed, data: [] }]} />)).toBe('')
  })
})
