'use client'
import { Button, Input } from 'antd'
import { useTranslations } from 'next-intl'
import { Field } from '../shell/Field'
import shared from '../shell/page.module.css'
import { makePassword } from './make-password'
import styles from './people.module.css'

/** A password for somebody else: written, or made here in the browser. It is seen while it is written, since it is handed on. */
export function PasswordField({ value, onChange }: { value: string; onChange: (password: string) => void }) {
  const t = useTranslations('people.password')
  return (
    <>
      <Field label={t('new')}>
        {(id) => (
          <span className={styles.line}>
            <Input
              id={id}
              name="new-password"
              autoComplete="new-password"
              autoCapitalize="none"
              spellCheck={false}
              maxLength={128}
              value={value}
              onChange={({ target }) => onChange(target.value)}
              data-testid="password"
            />
            <Button onClick={() => onChange(makePassword())} data-testid="make-password">
              {t('generate')}
            </Button>
          </span>
        )}
      </Field>
      <p className={shared.hint}>{t('rule')}</p>
    </>
  )
}
