import { existsSync } from 'node:fs'
import { ACTIONS } from '@cockpit/domain/access/grant'
import { describe, expect, it } from 'vitest'
import en from '../../messages/en/shell.json'
import zh from '../../messages/zh-CN/shell.json'
import { destinationsFor, isHere } from './navigation'

const all = destinationsFor(ACTIONS).flatMap((entry) => ('href' in entry ? [entry] : entry.members))

describe('the navigation', () => {
  it('leads to pages that are there, each with its name in both languages', () => {
    for (const { href, word } of all) {
      const places = [`(cockpit)${href}`, href.slice(1)].map((folder) => `web/app/${folder}/page.tsx`)
      expect(
        places.some((place) => existsSync(place)),
        href,
      ).toBe(true)
      expect([zh.nav[word], en.nav[word]].every(Boolean), word).toBe(true)
    }
  })

  it('shows nobody what is closed to them, and a group of one as that one', () => {
    expect(destinationsFor([])).toEqual([])
    expect(destinationsFor(['alert.read', 'task.read'])).toEqual([
      expect.objectContaining({
        word: 'respond',
        members: ['alerts', 'tasks', 'loop', 'rules'].map((word) => expect.objectContaining({ word })),
      }),
    ])
    expect(destinationsFor(['people.manage'])).toEqual([expect.objectContaining({ word: 'admin' })])
  })

  it('knows where one is', () => {
    const here = (path: string) => all.filter((to) => isHere(path, to)).map(({ word }) => word)
    expect(here('/')).toEqual(['cockpit'])
    expect(here('/tasks/7')).toEqual(['tasks'])
    expect(here('/tasksheet')).toEqual([])
  })
})
