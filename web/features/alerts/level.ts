import { LEVELS, type Level } from '@cockpit/domain/task/level'

export function isLevel(word: string): word is Level {
  return LEVELS.some((level) => level === word)
}
