'use client'
import type { Answer } from '@cockpit/domain/indicator/envelope'
import type { UseQueryResult } from '@tanstack/react-query'
import { useLocale } from 'next-intl'
import { useEffect, useRef, useState } from 'react'
import { languageOf } from '../../i18n/locale'
import { Skeleton } from '../states/Empty'
import { Failure } from '../states/Failure'
import type { Held } from '../states/held'
import { Tile } from './Tile'
import styles from './tile.module.css'
import { tileView } from './tile-view'
import { linesQuestion, type Questions, useAsk } from './useQuestions'

/** The ten numbers of the place. A tile whose data version moved is marked for a moment: motion only where something changed. */
export function TileGrid({
  questions,
  totals,
  onSelect,
}: {
  questions: Questions
  totals: Pick<UseQueryResult<Answer, unknown>, 'refetch'> & Held<Answer>
  onSelect: (indicator: string) => void
}) {
  const language = languageOf(useLocale())
  const lines = useAsk(linesQuestion(questions))
  const fresh = useFresh(totals.data)
  if (totals.error && !totals.data)
    return (
      <div className={styles.tilesFailure}>
        <Failure error={totals.error} onRetry={totals.refetch} />
      </div>
    )
  return (
    <div className={styles.tiles}>
      {questions.tiles.map((definition) =>
        totals.data ? (
          <Tile
            key={definition.id}
            definition={definition}
            view={tileView(definition, totals.data, lines.data, questions.compare, language)}
            answer={totals.data}
            stale={totals.stale}
            selected={questions.chosen.id === definition.id}
            fresh={fresh.has(definition.id)}
            onSelect={() => onSelect(definition.id)}
          />
        ) : (
          <article key={definition.id} className={styles.tile}>
            <Skeleton lines={3} />
          </article>
        ),
      )}
    </div>
  )
}

/** Indicators whose value differs from the one shown before under an older data version; emptied after four seconds. */
function useFresh(answer: Answer | undefined): ReadonlySet<string> {
  const before = useRef<Answer>(undefined)
  const [fresh, setFresh] = useState<ReadonlySet<string>>(new Set())
  useEffect(() => {
    const old = before.current
    before.current = answer
    if (!old || !answer || old.dataVersion === answer.dataVersion || old.period.from !== answer.period.from) return
    const cells = answer.rows[0]?.cells ?? {}
    const changed = Object.keys(cells).filter((id) => cells[id]?.value !== old.rows[0]?.cells[id]?.value)
    setFresh(new Set(changed))
    const timer = setTimeout(() => setFresh(new Set()), 4_000)
    return () => clearTimeout(timer)
  }, [answer])
  return fresh
}
