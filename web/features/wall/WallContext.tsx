import { createContext, useContext } from 'react'

export interface WallSurroundings {
  readonly language: 'zh' | 'en'
  /** To the minute: nothing on a tile counts seconds. */
  readonly now: Date
}

const Context = createContext<WallSurroundings | null>(null)

export const WallProvider = Context.Provider

export function useWall(): WallSurroundings {
  const value = useContext(Context)
  if (!value) throw new Error('A wall tile stands outside WallProvider.')
  return value
}
