'use client'
import { AreaCode, PersonId } from '@cockpit/domain/ids'
import { RECIPIENT_ROLES } from '@cockpit/domain/scheduled-report/definition'
import { skipToken, useQuery } from '@tanstack/react-query'
import type { inferRouterOutputs } from '@trpc/server'
import { Button, Checkbox, Select } from 'antd'
import { useLocale, useTranslations } from 'next-intl'
import { useState } from 'react'
import { listed } from '../../format/joined'
import { languageOf } from '../../i18n/locale'
import type { AppRouter } from '../../server/router'
import { useTRPC } from '../queries/trpc'
import { Card } from '../shell/Page'
import shared from '../shell/page.module.css'
import { choicesState } from '../states/choices-state'
import { Failure } from '../states/Failure'
import type { DraftFields } from './draft-fields'
import { FormRow } from './FormRow'
import { mayAttach, type RecipientRole, type ReportDraft } from './report-draft'
import styles from './reports.module.css'

type Choices = inferRouterOutputs<AppRouter>['reports']['choices']

/** Who gets a report and how they are told. Each of them sees what they themselves may see. */
export function RecipientFields({ draft, set, fault, choices }: DraftFields & { choices: Choices | null }) {
  const t = useTranslations('reports')
  const known = choices?.people ?? []
  const strangers = draft.people.filter((id) => !known.some((one) => one.id === id))
  const attachable = mayAttach(draft) && (choices?.attachments ?? false)
  return (
    <Card title={t('form.to')}>
      <div className={styles.fields}>
        <FormRow label={t('form.people')} help={t('form.toHelp')} fault={fault('recipients')} wide>
          {(id) => (
            <Select
              id={id}
              mode="multiple"
              maxCount={40}
              showSearch={{ optionFilterProp: 'label' }}
              loading={!choices}
              disabled={!choices}
              value={choices ? [...draft.people] : []}
              data-testid="report-people"
              onChange={(people: string[]) => set({ people })}
              options={[
                ...known.map((one) => ({ value: one.id, label: one.name })),
                ...strangers.map((value) => ({ value, label: t('form.stranger') })),
              ]}
            />
          )}
        </FormRow>
        <RoleFields draft={draft} set={set} />
        <Whom draft={draft} />
        <FormRow
          label={t('form.channels')}
          fault={fault('channels')}
          help={choices && !choices.email ? t('form.noMail') : t('form.mailHelp')}
          wide
        >
          {(id) => (
            <span className={styles.line} id={id}>
              <Checkbox checked={draft.inbox} onChange={({ target }) => set({ inbox: target.checked })}>
                {t('channel.inbox')}
              </Checkbox>
              <Checkbox
                checked={draft.email}
                disabled={!draft.email && !(choices?.email ?? false)}
                onChange={({ target }) => set({ email: target.checked })}
              >
                {t('channel.email')}
              </Checkbox>
              <Checkbox
                checked={draft.attach && attachable}
                disabled={!attachable}
                onChange={({ target }) => set({ attach: target.checked })}
              >
                {t('form.attach')}
              </Checkbox>
            </span>
          )}
        </FormRow>
      </div>
    </Card>
  )
}

/** Everyone of a role within an area, whoever that is when the report falls due. */
function RoleFields({ draft, set }: Pick<DraftFields, 'draft' | 'set'>) {
  const t = useTranslations('reports')
  const roles = useTranslations('shell.roles')
  const language = languageOf(useLocale())
  const trpc = useTRPC()
  const tree = useQuery(trpc.territory.tree.queryOptions())
  const [role, setRole] = useState<RecipientRole>('supervisor')
  const [area, setArea] = useState<string | null>(null)
  const areas = (tree.data?.areas ?? []).filter(({ readable }) => readable)
  const nameOf = (code: string) => areas.find((one) => one.code === code)?.name[language] ?? code
  const add = () => {
    if (area === null || draft.roles.some((one) => one.role === role && one.area === area)) return
    set({ roles: [...draft.roles, { role, area }] })
  }
  return (
    <FormRow label={t('form.roles')} help={t('form.rolesHelp')} wide>
      {(id) => (
        <>
          <span className={styles.line}>
            <Select
              id={id}
              value={role}
              onChange={setRole}
              options={RECIPIENT_ROLES.map((value) => ({ value, label: roles(value) }))}
            />
            <Select
              showSearch={{ optionFilterProp: 'label' }}
              aria-label={t('form.area')}
              placeholder={t('form.area')}
              value={area}
              notFoundContent={choicesState(tree)}
              onChange={setArea}
              options={areas.map((one) => ({ value: one.code, label: one.name[language] }))}
            />
            <Button disabled={area === null} onClick={add} data-testid="report-add-role">
              {t('form.addRole')}
            </Button>
          </span>
          {draft.roles.map((one) => (
            <span className={styles.line} key={`${one.role} ${one.area}`}>
              {t('form.roleOf', { role: roles(one.role), area: nameOf(one.area) })}
              <Button
                size="small"
                type="text"
                aria-label={t('form.dropRole', { role: roles(one.role), area: nameOf(one.area) })}
                onClick={() => set({ roles: draft.roles.filter((other) => other !== one) })}
              >
                ×
              </Button>
            </span>
          ))}
        </>
      )}
    </FormRow>
  )
}

/** Who that is today. */
function Whom({ draft: { people, roles } }: { draft: ReportDraft }) {
  const t = useTranslations('reports')
  const language = languageOf(useLocale())
  const trpc = useTRPC()
  const asked = [
    ...people.map((id) => ({ kind: 'person' as const, id: PersonId.parse(id) })),
    ...roles.map(({ role, area }) => ({ kind: 'role' as const, role, area: AreaCode.parse(area) })),
  ]
  const whom = useQuery(trpc.reports.whom.queryOptions(asked.length > 0 && roles.length > 0 ? asked : skipToken))
  if (whom.error) return <Failure error={whom.error} onRetry={whom.refetch} />
  if (!whom.data) return null
  const { count, names } = whom.data
  return (
    <p className={`${shared.hint} ${styles.wide}`} role="status">
      {t('form.whom', { count, names: listed(names.slice(0, 12), language) })}
    </p>
  )
}
