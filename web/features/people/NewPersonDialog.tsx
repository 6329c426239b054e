'use client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Input, Select } from 'antd'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { LOCALES, type Locale } from '../../i18n/locale'
import { useTRPC } from '../queries/trpc'
import { Field } from '../shell/Field'
import shared from '../shell/page.module.css'
import { Handover } from './Handover'
import { PasswordField } from './PasswordField'
import { PersonDialog } from './PersonDialog'

/** Makes an account without any grant; its first password is handed on. */
export function NewPersonDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations('people')
  const trpc = useTRPC()
  const queries = useQueryClient()
  const [username, setUsername] = useState('')
  const [name, setName] = useState('')
  const [locale, setLocale] = useState<Locale>('zh-CN')
  const [password, setPassword] = useState('')
  const create = useMutation(
    trpc.people.create.mutationOptions({ onSuccess: () => queries.invalidateQueries(trpc.people.pathFilter()) }),
  )
  return (
    <PersonDialog
      title={t('create.title')}
      submit={t('create.submit')}
      error={create.error}
      busy={create.isPending}
      onSubmit={() => create.mutate({ username, name, password, locale })}
      onClose={onClose}
      done={create.isSuccess && <Handover title={t('create.done', { username })} password={password} />}
    >
      <Field label={t('create.username')}>
        {(id) => (
          <Input
            id={id}
            name="username"
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            maxLength={64}
            value={username}
            onChange={({ target }) => setUsername(target.value)}
            data-testid="username"
          />
        )}
      </Field>
      <p className={shared.hint}>{t('create.usernameHint')}</p>
      <Field label={t('create.name')}>
        {(id) => (
          <Input
            id={id}
            name="name"
            autoComplete="off"
            maxLength={80}
            value={name}
            onChange={({ target }) => setName(target.value)}
            data-testid="name"
          />
        )}
      </Field>
      <PasswordField value={password} onChange={setPassword} />
      <Field label={t('create.locale')}>
        {(id) => (
          <Select<Locale>
            id={id}
            value={locale}
            onChange={setLocale}
            options={LOCALES.map((value) => ({ value, label: t(`locale.${value}`) }))}
          />
        )}
      </Field>
      <p className={shared.hint}>{t('create.noGrants')}</p>
    </PersonDialog>
  )
}
