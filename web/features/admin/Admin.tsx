'use client'
import type { Action } from '@cockpit/domain/access/grant'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useTRPC } from '../queries/trpc'
import { Card, Page } from '../shell/Page'
import styles from '../shell/page.module.css'
import { Skeleton } from '../states/Empty'
import { Failure } from '../states/Failure'

/** Health of the parts, and the way to what else the administrators look after. */
export function Admin({ actions }: { actions: readonly Action[] }) {
  const t = useTranslations('admin')
  return (
    <Page title={t('title')} inOrder>
      {actions.includes('health.read') && <Health />}
      {(actions.includes('people.manage') || actions.includes('grants.manage')) && (
        <Card title={t('people')}>
          <Link href="/admin/people" className={styles.go} data-testid="open-people">
            {t('openPeople')}
          </Link>
        </Card>
      )}
      {actions.includes('audit.read') && (
        <Card title={t('audit')}>
          <Link href="/audit" className={styles.go}>
            {t('openAudit')}
          </Link>
        </Card>
      )}
    </Page>
  )
}

function Health() {
  const t = useTranslations('admin')
  const trpc = useTRPC()
  const { data, error, refetch } = useQuery({ ...trpc.admin.health.queryOptions(), refetchInterval: 10_000 })
  return (
    <Card title={t('health')}>
      {error ? (
        <Failure error={error} onRetry={refetch} />
      ) : !data ? (
        <Skeleton />
      ) : (
        <div className={styles.actions} data-testid="health">
          {data.map(({ part, ok, facts }) => (
            <span key={part} className={styles.state} data-tone={ok ? 'done' : 'bad'}>
              {ok ? '■' : '▲'} {t(`part.${part}`)} · {t(ok ? 'ok' : 'away')}{' '}
              {Object.entries(facts)
                .map(([name, value]) => `${t(`fact.${name}`)} ${value ?? '—'}`)
                .join(' · ')}
            </span>
          ))}
        </div>
      )}
    </Card>
  )
}
