'use client'
import { PersonId } from '@cockpit/domain/ids'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useTRPC } from '../queries/trpc'
import shared from '../shell/page.module.css'
import { Handover } from './Handover'
import { PasswordField } from './PasswordField'
import { PersonDialog } from './PersonDialog'
import type { Person } from './person'

/** Another password for somebody who forgot theirs. */
export function PasswordDialog({ person, onClose }: { person: Pick<Person, 'id' | 'name'>; onClose: () => void }) {
  const t = useTranslations('people.password')
  const trpc = useTRPC()
  const queries = useQueryClient()
  const [password, setPassword] = useState('')
  const reset = useMutation(
    trpc.people.resetPassword.mutationOptions({ onSuccess: () => queries.invalidateQueries(trpc.people.pathFilter()) }),
  )
  const { name } = person
  return (
    <PersonDialog
      title={t('title', { name })}
      submit={t('submit')}
      error={reset.error}
      busy={reset.isPending}
      onSubmit={() => reset.mutate({ personId: PersonId.parse(person.id), password })}
      onClose={onClose}
      done={reset.isSuccess && <Handover title={t('done', { name })} password={password} />}
    >
      <p className={shared.hint}>{t('hint')}</p>
      <PasswordField value={password} onChange={setPassword} />
    </PersonDialog>
  )
}
