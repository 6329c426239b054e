'use client'
import type { TaskCommand } from '@cockpit/domain/task/machine'
import dynamic from 'next/dynamic'
import { useFormatter, useTranslations } from 'next-intl'
import { useState } from 'react'
import { CommandEvents } from '../events/CommandEvents'
import { EmergencyBoard } from '../posture/EmergencyBoard'
import { PostureBanner } from '../posture/PostureBanner'
import type { CurrentPostures } from '../posture/usePosture'
import { LanguageSwitch } from '../shell/LanguageSwitch'
import { AlertCard } from './AlertCard'
import styles from './command.module.css'
import { useCommandLine } from './command-line'
import { DispatchSheet } from './DispatchSheet'
import { Hero } from './Hero'
import type { CommandAlert, CommandTask } from './model'
import { type NotedCommand, NoteForm } from './NoteForm'
import { Sheet } from './Sheet'
import { TaskCard } from './TaskCard'
import { useCommandData } from './useCommandData'
import { useOnline } from './useOnline'
import { useServerTime } from './useServerTime'
import { firstTab, mostPressing, TABS, type Tab } from './work-lists'

const PlacesMap = dynamic(() => import('./PlacesMap').then((module) => module.PlacesMap), { ssr: false })

type Open =
  | { kind: 'note'; task: CommandTask; command: NotedCommand }
  | { kind: 'dispatch'; alert: CommandAlert }
  | null

/** The command room: what presses most on top, the map of places, and the work in four lists. */
export function CommandRoom({
  me,
  postures,
  mapboxToken,
}: {
  me: { id: string; name: string; mayDispatch: boolean; mayReport: boolean }
  postures: CurrentPostures
  mapboxToken?: string
}) {
  const t = useTranslations('command')
  const format = useFormatter()
  const online = useOnline()
  useServerTime()
  const [area, setArea] = useState<string>()
  const data = useCommandData(me, area)
  const line = useCommandLine()
  const [asked, setTab] = useState<Tab>()
  const [open, setOpen] = useState<Open>(null)
  const [done, setDone] = useState<{ title: string; command: TaskCommand | 'dispatch' }>()
  const tab = asked ?? (data.lists ? firstTab(data.lists) : 'toSign')
  const pressing = data.lists && mostPressing(data.lists)

  const finish = (title: string, command: TaskCommand | 'dispatch') => {
    setOpen(null)
    setDone({ title, command })
    data.refresh()
  }
  return (
    <main className={styles.page}>
      <header className={styles.top}>
        <h1>{t('title')}</h1>
        {data.demo && <span className={styles.chip}>{t('demo')}</span>}
        <span className={styles.spacer} />
        <span className={styles.chip} data-line={online ? data.live : 'offline'} role="status">
          <i aria-hidden="true" />
          {online ? t(`live.${data.live}`) : t('live.offline')}
        </span>
        <span className={styles.chip}>{me.name}</span>
        <LanguageSwitch className={styles.language} />
      </header>
      {!online && (
        <p className={styles.offline} role="alert">
          {t('offline', {
            at: data.updatedAt
              ? format.dateTime(data.updatedAt, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
              : '–',
          })}
        </p>
      )}
      <div className={styles.news}>
        <PostureBanner initial={postures} />
        <CommandEvents mayReport={me.mayReport} />
        <EmergencyBoard />
      </div>
      <Hero task={pressing} counts={data.lists} failed={data.failed} onRetry={data.refresh} />
      <section className={styles.map} aria-label={t('map.label')}>
        {data.map.shapes.length > 0 ? (
          <PlacesMap
            shapes={data.map.shapes}
            source={data.map.source}
            alerts={data.map.alerts}
            selected={area}
            onPick={(code) => setArea((before) => (before === code ? undefined : code))}
            mapboxToken={mapboxToken}
          />
        ) : (
          <p className={styles.empty}>{t(data.mapFailed ? 'map.failed' : 'state.loading')}</p>
        )}
      </section>
      <section className={styles.work} aria-label={t('work')}>
        <div className={styles.tabs} role="tablist">
          {TABS.map((name) => (
            <button
              key={name}
              type="button"
              role="tab"
              id={`tab-${name}`}
              aria-selected={tab === name}
              aria-controls="work-list"
              onClick={() => {
                setTab(name)
                setDone(undefined)
              }}
              data-testid={`tab-${name}`}
            >
              {t(`tab.${name}`)} <b>{data.lists ? data.lists[name].length : '–'}</b>
            </button>
          ))}
        </div>
        {area && (
          <button type="button" className={styles.filter} onClick={() => setArea(undefined)}>
            {t('filter', { area: data.areaName(area) })} ×
          </button>
        )}
        {done && (
          <p className={styles.done} role="status">
            {t(`done.${done.command}`, { title: done.title })}
          </p>
        )}
        <div className={styles.list} id="work-list" role="tabpanel" aria-labelledby={`tab-${tab}`}>
          {!data.lists && !data.failed && [1, 2, 3].map((key) => <div key={key} className={styles.ghost} />)}
          {data.failed && !data.lists && <p className={styles.empty}>{t('state.failed')}</p>}
          {data.lists && data.lists[tab].length === 0 && <p className={styles.empty}>{t(`empty.${tab}`)}</p>}
          {data.lists &&
            (tab === 'alerts'
              ? data.lists.alerts.map((alert) => (
                  <AlertCard key={alert.id} alert={alert} onDispatch={() => setOpen({ kind: 'dispatch', alert })} />
                ))
              : data.lists[tab].map((task) => (
                  <TaskCard
                    key={task.id}
                    task={task}
                    line={line}
                    onNote={(command) => setOpen({ kind: 'note', task, command })}
                    onDone={(command) => finish(task.title, command)}
                  />
                )))}
        </div>
      </section>
      {open?.kind === 'note' && (
        <Sheet title={t(`do.${open.command}`)} onClose={() => setOpen(null)}>
          <NoteForm
            task={open.task}
            command={open.command}
            line={line}
            onDone={() => finish(open.task.title, open.command)}
          />
        </Sheet>
      )}
      {open?.kind === 'dispatch' && (
        <DispatchSheet
          alert={open.alert}
          line={line}
          start={data.start}
          areaName={data.areaName}
          onClose={() => setOpen(null)}
          onDone={() => finish(open.alert.title, 'dispatch')}
        />
      )}
    </main>
  )
}
