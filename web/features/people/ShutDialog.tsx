'use client'
import { PersonId } from '@cockpit/domain/ids'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useTRPC } from '../queries/trpc'
import { PersonDialog } from './PersonDialog'
import type { Person } from './person'

/** Shuts an account, or opens it again, once it was said what that means. */
export function ShutDialog({
  person,
  onClose,
}: {
  person: Pick<Person, 'id' | 'name' | 'disabledAt'>
  onClose: () => void
}) {
  const disabled = person.disabledAt === null
  const t = useTranslations(`people.shut.${disabled ? 'disable' : 'enable'}`)
  const trpc = useTRPC()
  const queries = useQueryClient()
  const shut = useMutation(
    trpc.people.setDisabled.mutationOptions({
      onSuccess: () => {
        void queries.invalidateQueries(trpc.people.pathFilter())
        onClose()
      },
    }),
  )
  return (
    <PersonDialog
      title={t('title', { name: person.name })}
      submit={t('submit')}
      error={shut.error}
      busy={shut.isPending}
      onSubmit={() => shut.mutate({ personId: PersonId.parse(person.id), disabled })}
      onClose={onClose}
    >
      <p>{t('text')}</p>
    </PersonDialog>
  )
}
