'use client'
import { useTranslations } from 'next-intl'

/** Senders that are neither a person nor a machine with a token. */
const OURS = { demo: 'demo', inbox: 'inbox', 'command line': 'commandLine' } as const

/** A sender in the reader's language: the product's own ways in by a word, any other by its name. */
export function useSenderName(): (sender: string) => string {
  const t = useTranslations('imports.sender')
  return (sender) => {
    const word = Object.entries(OURS).find(([id]) => id === sender)?.[1]
    return word ? t(word) : sender
  }
}
