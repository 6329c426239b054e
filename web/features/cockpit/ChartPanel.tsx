'use client'
import type { IndicatorDefinition } from '@cockpit/domain/indicator/definition'
import type { Answer, Envelope } from '@cockpit/domain/indicator/envelope'
import type { IndicatorQueryText } from '@cockpit/domain/indicator/query'
import type { ReactNode } from 'react'
import { ExportMenu } from '../export/ExportMenu'
import { NotesButton } from '../notes/NotesButton'
import { type NotedFigures, notedBy, useNotes } from '../notes/useNotes'
import { Panel } from './Panel'
import { Provenance } from './Provenance'
import styles from './panel.module.css'

/** What stands behind a chart: enough for its notes, its way out and the card of its number. */
export interface Charted {
  /** What it asked; without one there are no notes, no table and no picture. */
  readonly question: IndicatorQueryText | null
  /** What its file is made of, where it asked more than `question`. */
  readonly parts?: readonly IndicatorQueryText[] | undefined
  /** Where its notes belong, where that is another place or another span than the question's. */
  readonly noted?: NotedFigures | undefined
  /** It draws a picture; false where it is a table or a map. */
  readonly chart?: boolean | undefined
  /** The number the card is about. */
  readonly about?:
    | {
        readonly definition: IndicatorDefinition
        readonly cell: Envelope | undefined
        readonly answer: Answer | undefined
      }
    | undefined
}

/** The tools that every chart has: its notes, its export, where its number comes from. */
export function ChartTools({ name, question, parts, noted, chart = true, about }: Charted & { name: string }) {
  const figures = noted ?? (question && question.indicators.length > 0 ? notedBy(question) : null)
  const { notes, failed } = useNotes(figures)
  return (
    <>
      {figures && figures.months.length > 0 && <NotesButton line={figures} notes={notes} failed={failed} />}
      {question && <ExportMenu question={question} parts={parts} name={name} chart={chart} />}
      {about && <Provenance {...about} />}
    </>
  )
}

/** A panel that shows a chart: every one on the desk stands in this frame. @param tools what is its own, before what all have */
export function ChartPanel({
  title,
  name = title,
  tools,
  stale,
  question,
  parts,
  noted,
  chart,
  about,
  ...panel
}: Charted & {
  title: string
  /** What it is called in a file; its title where nothing else is said. */
  name?: string
  tools?: ReactNode
  note?: ReactNode
  stale?: string | undefined
  className?: string | undefined
  testId: string
  children: ReactNode
}) {
  const { className, ...rest } = panel
  return (
    <Panel
      {...rest}
      {...(className ? { className } : {})}
      {...(stale ? { stale } : {})}
      title={title}
      tools={
        <span className={styles.tools}>
          {tools}
          <ChartTools name={name} question={question} parts={parts} noted={noted} chart={chart} about={about} />
        </span>
      }
    />
  )
}
