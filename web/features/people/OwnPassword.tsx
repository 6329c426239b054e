'use client'
import { useMutation } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { useTranslations } from 'next-intl'
import { type FormEvent, useState, useSyncExternalStore } from 'react'
import { useTRPC } from '../queries/trpc'
import { Field } from '../shell/Field'
import { Card, Page } from '../shell/Page'
import shared from '../shell/page.module.css'
import { refusalWord } from '../shell/refusal-word'
import styles from './people.module.css'

const never = () => () => undefined

const NOTHING = { present: '', password: '', repeat: '' }

/** One's own password: the present one, and the new one twice. */
export function OwnPassword({ name, roles }: { name: string; roles: readonly string[] }) {
  const t = useTranslations('people.own')
  const words = useTranslations('people.password')
  const roleWords = useTranslations('shell.roles')
  const refusal = useTranslations('states.refusal')
  const trpc = useTRPC()
  // What is typed before the page has come to life would be lost.
  const alive = useSyncExternalStore(
    never,
    () => true,
    () => false,
  )
  const [typed, setTyped] = useState(NOTHING)
  const [fault, setFault] = useState<'empty' | 'different' | null>(null)
  const change = useMutation(trpc.people.ownPassword.mutationOptions({ onSuccess: () => setTyped(NOTHING) }))
  const problem = fault ? t(fault) : change.error && refusal(refusalWord(change.error))

  function submit(event: FormEvent) {
    event.preventDefault()
    const { present, password, repeat } = typed
    const found = !present || !password || !repeat ? 'empty' : password !== repeat ? 'different' : null
    setFault(found)
    change.reset()
    if (!found) change.mutate({ present, password })
  }

  const field = (part: keyof typeof NOTHING, label: string, autoComplete: string) => (
    <Field label={label}>
      {(id) => (
        <Input.Password
          id={id}
          name={part}
          autoComplete={autoComplete}
          disabled={!alive}
          value={typed[part]}
          onChange={({ target }) => setTyped({ ...typed, [part]: target.value })}
          aria-describedby="own-password-said"
          data-testid={`own-${part}`}
        />
      )}
    </Field>
  )
  const held = roles.length > 0 ? roles.map((role) => roleWords(role)).join(' · ') : t('noRole')
  return (
    <Page title={t('title')} note={t('who', { name, roles: held })}>
      <div className={styles.ownCard}>
        <Card>
          <form method="post" className={`${shared.form} ${styles.own}`} onSubmit={submit} noValidate>
            {field('present', t('present'), 'current-password')}
            {field('password', t('new'), 'new-password')}
            <p className={shared.hint}>{words('rule')}</p>
            {field('repeat', t('repeat'), 'new-password')}
            <p className={shared.hint}>{t('hint')}</p>
            <div id="own-password-said" className={styles.said}>
              {problem ? (
                <p role="alert" className={shared.problem} data-testid="own-problem">
                  {problem}
                </p>
              ) : (
                change.isSuccess && (
                  <p role="status" className={styles.done} data-testid="own-done">
                    {t('done')}
                  </p>
                )
              )}
            </div>
            <div className={shared.actions}>
              <Button type="primary" htmlType="submit" loading={change.isPending} data-testid="own-submit">
                {t('submit')}
              </Button>
            </div>
          </form>
        </Card>
      </div>
    </Page>
  )
}
