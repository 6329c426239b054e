'use client'
import { administers } from '@cockpit/domain/access/separation'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { Button, Input, Table } from 'antd'
import { useSearchParams } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { instantText } from '../../format/instant'
import { useTRPC } from '../queries/trpc'
import filterLine from '../shell/filters.module.css'
import { Page } from '../shell/Page'
import shared from '../shell/page.module.css'
import { useScale } from '../shell/useScale'
import { Empty, Skeleton } from '../states/Empty'
import { Failure } from '../states/Failure'
import { GrantsDialog } from './GrantsDialog'
import { grantNames, useGrantText } from './grant-text'
import { NewPersonDialog } from './NewPersonDialog'
import { PasswordDialog } from './PasswordDialog'
import styles from './people.module.css'
import type { Person } from './person'
import { ShutDialog } from './ShutDialog'

type Open = { readonly act: 'new' } | { readonly act: 'grants' | 'password' | 'shut'; readonly person: Person } | null

/**
 * Everybody who may sign in, with what they hold, and the acts of the two administrators.
 * @param makes the reader makes, shuts and opens accounts
 * @param gives the reader gives and takes grants
 */
export function PeoplePage({ makes, gives }: { makes: boolean; gives: boolean }) {
  const t = useTranslations('people')
  const trpc = useTRPC()
  const search = useSearchParams().get('q') ?? ''
  const [open, setOpen] = useState<Open>(null)
  const list = useInfiniteQuery(
    trpc.people.list.infiniteQueryOptions(
      { search: search.slice(0, 80), limit: 50 },
      { getNextPageParam: (page) => page.next ?? undefined, placeholderData: keepPreviousData },
    ),
  )
  const names = grantNames(list.data?.pages.map(({ places }) => places) ?? [])
  const find = (text: string) => {
    const query = new URLSearchParams(text.trim() ? { q: text.trim() } : {})
    window.history.pushState(null, '', query.size > 0 ? `/admin/people?${query}` : '/admin/people')
  }
  const close = () => setOpen(null)
  const total = list.data?.pages[0]?.total
  return (
    <Page title={t('title')} note={t('note')} inOrder>
      <div className={filterLine.filters}>
        <div className={styles.search}>
          <Input.Search
            key={search}
            allowClear
            placeholder={t('search')}
            aria-label={t('search')}
            defaultValue={search}
            onSearch={find}
            data-testid="people-search"
          />
        </div>
        {makes && (
          <Button type="primary" onClick={() => setOpen({ act: 'new' })} data-testid="new-person">
            {t('act.new')}
          </Button>
        )}
        <span className={shared.hint} role="status">
          {total === undefined ? '' : t('count', { count: total })}
        </span>
      </div>
      {list.error ? (
        <Failure error={list.error} onRetry={list.refetch} />
      ) : (
        <PeopleTable
          people={list.data?.pages.flatMap(({ rows }) => rows)}
          names={names}
          makes={makes}
          gives={gives}
          onAct={(act, person) => setOpen({ act, person })}
        />
      )}
      {list.hasNextPage && (
        <Button block loading={list.isFetchingNextPage} onClick={() => list.fetchNextPage()}>
          {t('more')}
        </Button>
      )}
      <p className={shared.hint}>{t('seenHint')}</p>
      {makes && <p className={shared.hint}>{t('passwordHint')}</p>}
      {open?.act === 'new' && <NewPersonDialog onClose={close} />}
      {open?.act === 'grants' && <GrantsDialog person={open.person} names={names} onClose={close} />}
      {open?.act === 'password' && <PasswordDialog person={open.person} onClose={close} />}
      {open?.act === 'shut' && <ShutDialog person={open.person} onClose={close} />}
    </Page>
  )
}

function PeopleTable({
  people,
  names,
  makes,
  gives,
  onAct,
}: {
  /** Undefined while they are still to come. */
  people: readonly Person[] | undefined
  names: ReturnType<typeof grantNames>
  makes: boolean
  gives: boolean
  onAct: (act: 'grants' | 'password' | 'shut', person: Person) => void
}) {
  const t = useTranslations('people')
  const grantText = useGrantText(names)
  const scale = useScale()
  const button = (act: 'grants' | 'password' | 'shut', person: Person, word: string) => (
    <Button
      size="small"
      aria-label={t('act.of', { act: word, name: person.name })}
      onClick={() => onAct(act, person)}
      data-testid={`do-${act}`}
    >
      {word}
    </Button>
  )
  return (
    <Table
      size="small"
      rowKey="id"
      dataSource={[...(people ?? [])]}
      pagination={false}
      scroll={{ x: 1080 * scale }}
      locale={{ emptyText: people ? <Empty>{t('none')}</Empty> : <Skeleton lines={6} /> }}
      onRow={({ username }) => ({ 'data-testid': `person-${username}` }) as object}
      columns={[
        {
          title: t('column.person'),
          width: 240 * scale,
          render: (_, person: Person) => (
            <div className={styles.person}>
              <span className={styles.marks}>
                {person.name}
                {person.demo && <span className={styles.mark}>{t('demo')}</span>}
                {person.mine && <span className={styles.mark}>{t('mine')}</span>}
              </span>
              <code>{person.username}</code>
            </div>
          ),
        },
        {
          title: t('column.grants'),
          render: (_, { grants }: Person) =>
            grants.length === 0 ? (
              <span className={shared.muted}>{t('noGrants')}</span>
            ) : (
              <ul className={styles.list}>
                {grants.map((grant) => (
                  <li key={JSON.stringify(grant)}>{grantText(grant)}</li>
                ))}
              </ul>
            ),
        },
        {
          title: t('column.state'),
          width: 170 * scale,
          render: (_, { disabledAt }: Person) => (
            <div className={styles.person}>
              <span>
                <span className={shared.state} data-tone={disabledAt ? 'bad' : 'done'} data-testid="person-state">
                  {t(disabledAt ? 'state.disabled' : 'state.active')}
                </span>
              </span>
              {disabledAt && <span className={shared.muted}>{t('since', { at: instantText(disabledAt) })}</span>}
            </div>
          ),
        },
        {
          title: t('column.seen'),
          width: 150 * scale,
          render: (_, { seenAt }: Person) => (seenAt ? instantText(seenAt) : '—'),
        },
        {
          title: t('column.acts'),
          width: 230 * scale,
          // One's own account is another administrator's business.
          render: (_, person: Person) =>
            person.mine ? null : (
              <span className={shared.actions}>
                {gives && button('grants', person, t('act.grants'))}
                {makes &&
                  (administers(person.grants) ? (
                    <span className={styles.elsewhere}>{t('passwordElsewhere')}</span>
                  ) : (
                    button('password', person, t('act.password'))
                  ))}
                {makes && button('shut', person, t(person.disabledAt ? 'act.enable' : 'act.disable'))}
              </span>
            ),
        },
      ]}
    />
  )
}
