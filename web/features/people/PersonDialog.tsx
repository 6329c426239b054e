'use client'
import { Modal } from 'antd'
import { useTranslations } from 'next-intl'
import { type ReactNode, useId } from 'react'
import shared from '../shell/page.module.css'
import { refusalWord } from '../shell/refusal-word'

/**
 * The frame of an act on a person: what it is, its fields, why it was refused; Enter does it.
 * @param done what stands there once it is done; the dialog can then only be closed
 */
export function PersonDialog({
  title,
  submit,
  error,
  busy,
  done,
  onSubmit,
  onClose,
  children,
}: {
  title: string
  submit: string
  error: unknown
  busy: boolean
  done?: ReactNode
  onSubmit: () => void
  onClose: () => void
  children: ReactNode
}) {
  const t = useTranslations('people.act')
  const refusal = useTranslations('states.refusal')
  const form = useId()
  return (
    <Modal
      open
      title={title}
      onCancel={onClose}
      okText={done ? t('close') : submit}
      cancelText={t('cancel')}
      confirmLoading={busy}
      {...(done ? { onOk: onClose, cancelButtonProps: { style: { display: 'none' } } } : {})}
      okButtonProps={done ? { 'data-testid': 'done' } : { 'data-testid': 'submit', htmlType: 'submit', form }}
    >
      {done || (
        <form
          id={form}
          method="post"
          className={shared.form}
          noValidate
          onSubmit={(event) => {
            event.preventDefault()
            if (!busy) onSubmit()
          }}
        >
          {children}
          {error !== null && error !== undefined && (
            <p className={shared.problem} role="alert" data-testid="problem">
              {refusal(refusalWord(error))}
            </p>
          )}
        </form>
      )}
    </Modal>
  )
}
