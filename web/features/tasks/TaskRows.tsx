'use client'
import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { ageText } from '../../format/instant'
import { languageOf } from '../../i18n/locale'
import type { PresentedTask } from '../../server/tasks/present-task'
import { LevelMark } from '../alerts/LevelMark'
import page from '../shell/page.module.css'
import { DueMark } from './DueMark'
import styles from './tasks.module.css'
import { TASK_TONE } from './tone'
import { windowOf } from './window-of'

const HEIGHT = 44
const HEAD = 38

/** Tasks as rows; of thousands only those in sight are drawn. Up and Down go from row to row, Home and End to the ends, Enter opens. */
export function TaskRows({
  tasks,
  now,
  onEnd,
}: {
  tasks: readonly PresentedTask[]
  now: Date
  /** The end came into sight: more may be read. */
  onEnd: () => void
}) {
  const t = useTranslations('tasks')
  const language = languageOf(useLocale())
  const box = useRef<HTMLDivElement>(null)
  const [{ scrolled, visible }, setView] = useState({ scrolled: 0, visible: 900 })
  const { first, end } = windowOf({ count: tasks.length, height: HEIGHT, scrolled, visible })

  // A tall screen shows more rows than were guessed, before anybody scrolls.
  useEffect(() => {
    const list = box.current
    if (!list) return
    const observer = new ResizeObserver(() => setView({ scrolled: list.scrollTop, visible: list.clientHeight }))
    observer.observe(list)
    return () => observer.disconnect()
  }, [])

  const see = () => {
    const list = box.current
    if (!list) return
    setView({ scrolled: list.scrollTop, visible: list.clientHeight })
    if (list.scrollTop + list.clientHeight > list.scrollHeight - 10 * HEIGHT) onEnd()
  }
  const goTo = (index: number) => {
    const list = box.current
    if (!list) return
    const top = index * HEIGHT
    if (top < list.scrollTop) list.scrollTop = top
    else if (top + HEIGHT + HEAD > list.scrollTop + list.clientHeight)
      list.scrollTop = top + HEIGHT + HEAD - list.clientHeight
    see()
    // The row is drawn by now, or in the next frame.
    requestAnimationFrame(() => list.querySelector<HTMLElement>(`[data-index="${index}"]`)?.focus())
  }
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const at = Number(event.currentTarget.dataset.index)
    const last = tasks.length - 1
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: last, PageDown: at + 10, PageUp: at - 10 }[event.key]
    if (to === undefined || Number.isNaN(at)) return
    event.preventDefault()
    goTo(Math.max(0, Math.min(last, to)))
  }
  return (
    <div className={styles.grid}>
      <div ref={box} className={styles.rows} onScroll={see}>
        <div className={styles.rowHead} aria-hidden="true">
          {(['level', 'title', 'target', 'state', 'due', 'dispatched'] as const).map((column) => (
            <span key={column}>{t(`column.${column}`)}</span>
          ))}
        </div>
        <ol className={styles.list} aria-label={t('title')} style={{ height: tasks.length * HEIGHT }}>
          {tasks.slice(first, end).map((task, offset) => {
            const index = first + offset
            return (
              <li key={task.id} aria-setsize={tasks.length} aria-posinset={index + 1}>
                <Link
                  href={`/tasks/${task.id}`}
                  className={styles.row}
                  style={{ top: index * HEIGHT }}
                  data-index={index}
                  data-testid="task-row"
                  tabIndex={index === first ? 0 : -1}
                  onKeyDown={onKeyDown}
                >
                  <span>
                    <LevelMark level={task.level} word />
                  </span>
                  <span title={task.title}>
                    <strong>{task.title}</strong>
                  </span>
                  <span>{(task.place.facility?.name ?? task.place.area.name)[language]}</span>
                  <span>
                    <span className={page.state} data-tone={TASK_TONE[task.state]}>
                      {t(`state.${task.state}`)}
                    </span>{' '}
                    {task.supervision !== 'none' && (
                      <span className={styles.card} data-grade={task.supervision}>
                        {t(`supervision.${task.supervision}`)}
                      </span>
                    )}
                  </span>
                  <span>
                    <DueMark due={task.due} now={now} />
                  </span>
                  <span>{ageText(task.dispatchedAt, now, language)}</span>
                </Link>
              </li>
            )
          })}
        </ol>
      </div>
    </div>
  )
}
