'use client'
import type { TaskCommand } from '@cockpit/domain/task/machine'
import { useFormatter, useTranslations } from 'next-intl'
import { LevelMark } from '../../map/LevelMark'
import { ActStatus } from './ActStatus'
import buttons from './act.module.css'
import { Countdown } from './Countdown'
import styles from './card.module.css'
import words from './command.module.css'
import { runningClock } from './countdown'
import { EvidenceStrip } from './EvidenceStrip'
import type { CommandLine, CommandTask } from './model'
import { MOMENT } from './moment'
import type { NotedCommand } from './NoteForm'
import { taskActs } from './primary-act'
import { useAct } from './useAct'

const NOTED: readonly TaskCommand[] = ['feedBack', 'return', 'close']

/** A task: level, words, the clock that counts, one primary act, and the state of the last one. */
export function TaskCard({
  task,
  line,
  onNote,
  onDone,
}: {
  task: CommandTask
  line: CommandLine
  onNote: (command: NotedCommand) => void
  onDone: (command: TaskCommand) => void
}) {
  const t = useTranslations('command')
  const format = useFormatter()
  const { primary, secondary, waiting } = taskActs(task)
  const act = useAct()
  const clock = runningClock(task)
  const run = (command: TaskCommand) => {
    if (NOTED.includes(command)) return onNote(command as NotedCommand)
    void act
      .send((key) =>
        line.move({ taskId: task.id, command, note: '', photos: [], expectedRevision: task.revision }, key),
      )
      .then((taken) => {
        if (taken) onDone(command)
      })
  }
  const simple = primary && !NOTED.includes(primary) ? primary : secondary.find((command) => !NOTED.includes(command))
  return (
    <article className={styles.card} data-level={task.level} data-testid={`task-${task.id}`}>
      <header className={styles.cardHead}>
        <span className={styles.level}>
          <LevelMark level={task.level} size="16px" />
          {t(`level.${task.level}`)}
        </span>
        {clock && <Countdown clock={clock} level={task.level} />}
      </header>
      <h3>{task.title}</h3>
      <p className={words.second}>
        {task.place} · {t('card.dispatchedAt', { at: format.dateTime(task.dispatchedAt, MOMENT) })}
      </p>
      <p className={styles.instruction}>{task.instruction}</p>
      {task.latest && task.state === 'fedBack' && (
        <p className={styles.quote}>
          {task.latest.note || t('card.noWords')}
          <small>
            {t('card.evidence', { count: task.evidenceCount })} · {format.dateTime(task.latest.at, MOMENT)}
          </small>
        </p>
      )}
      {task.state === 'fedBack' && <EvidenceStrip evidence={task.evidence} />}
      {clock === null && <p className={words.second}>{t(`stateOf.${task.state}`)}</p>}
      {waiting && <p className={styles.waiting}>{t(`waiting.${waiting}`)}</p>}
      <ActStatus state={act.state} onRetry={simple ? () => run(simple) : undefined} />
      {(primary || secondary.length > 0) && (
        <footer className={styles.acts}>
          {primary && (
            <button
              type="button"
              className={buttons.primary}
              disabled={act.state.kind === 'sending'}
              onClick={() => run(primary)}
              data-testid={`do-${primary}`}
            >
              {t(`do.${primary}`)}
            </button>
          )}
          {secondary.map((command) => (
            <button
              key={command}
              type="button"
              className={buttons.quiet}
              disabled={act.state.kind === 'sending'}
              onClick={() => run(command)}
              data-testid={`do-${command}`}
            >
              {t(`do.${command}`)}
            </button>
          ))}
        </footer>
      )}
    </article>
  )
}
