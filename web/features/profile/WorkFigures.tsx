'use client'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useMemo } from 'react'
import { plainText, valueText } from '../../format/number'
import { periodText } from '../../format/time'
import { LevelMark } from '../alerts/LevelMark'
import { AlertsPanel } from '../cockpit/AlertsPanel'
import { useAsk } from '../cockpit/useQuestions'
import { useTRPC } from '../queries/trpc'
import { useNow } from '../shell/useNow'
import { Empty } from '../states/Empty'
import { Withheld } from '../states/Withheld'
import { DueMark } from '../tasks/DueMark'
import { Awaited, Figure, PlainTable } from './Figure'
import figureStyles from './figure.module.css'
import styles from './profile.module.css'
import { useProfileFrame } from './profile-frame'
import { RULE_HITS } from './profile-indicators'
import { ownQuestion } from './useProfileQuestions'

/** What rules found here, the alerts that came of it, and the tasks that stand open. */
export function WorkFigures() {
  const { place } = useProfileFrame()
  return (
    <>
      <div className={figureStyles.figure} data-span={4} data-part="alerts">
        <AlertsPanel place={place} className={styles.bounded} />
      </div>
      <Tasks />
      <RuleHits />
    </>
  )
}

function Tasks() {
  const t = useTranslations('profile.work')
  const states = useTranslations('tasks.state')
  const { county, facility } = useProfileFrame()
  const trpc = useTRPC()
  const now = useNow()
  const asked = useQuery(trpc.tasks.list.queryOptions({ area: county, facility: facility.id, open: true, limit: 50 }))
  return (
    <Figure
      title={t('tasks')}
      testId="profile-tasks"
      span={4}
      note={asked.data && t('count', { count: asked.data.total })}
      help={<p>{t('tasksHelp')}</p>}
      tools={<Link href="/tasks">{t('all')}</Link>}
    >
      <Awaited asked={asked}>
        {({ rows }) =>
          rows.length === 0 ? (
            <Empty>{t('noTasks')}</Empty>
          ) : (
            <ul className={styles.list}>
              {rows.map((task) => (
                <li key={task.id}>
                  <LevelMark level={task.level} />
                  <Link href={`/tasks/${task.id}`}>{task.title}</Link>
                  <span>{states(task.state)}</span>
                  <DueMark due={task.due} now={now} />
                </li>
              ))}
            </ul>
          )
        }
      </Awaited>
    </Figure>
  )
}

function RuleHits() {
  const t = useTranslations('profile.work')
  const frame = useProfileFrame()
  const { define, language, period } = frame
  const definitions = useMemo(() => define(RULE_HITS), [define])
  const question = definitions.length > 0 ? ownQuestion(frame, definitions, period, { by: 'rule', limit: 100 }) : null
  const asked = useAsk(question)
  return (
    <Figure
      title={t('rules')}
      testId="profile-rules"
      span={4}
      note={periodText(period, language)}
      stale={asked.stale}
      question={question}
      chart={false}
      help={<p>{t('rulesHelp')}</p>}
    >
      <Awaited asked={asked}>
        {({ rows }) =>
          rows.length === 0 ? (
            <Empty>{t('noRules')}</Empty>
          ) : (
            <PlainTable
              caption={t('rules')}
              table={{
                head: [t('rule'), ...definitions.map((one) => one[language])],
                rows: rows.map((row) => ({
                  key: row.key,
                  cells: [
                    row.name ?? row.key,
                    ...definitions.map((one) => {
                      const cell = row.cells[one.id]
                      if (cell?.state === 'shown' && cell.value !== undefined)
                        return one.format === 'count'
                          ? plainText(cell.value, language, 0)
                          : valueText(cell.value, one, language)
                      return <Withheld key={one.id} reason={cell && cell.state !== 'shown' ? cell.state : 'no-data'} />
                    }),
                  ],
                })),
              }}
            />
          )
        }
      </Awaited>
    </Figure>
  )
}
