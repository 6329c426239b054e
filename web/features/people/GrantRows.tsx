'use client'
import { type Role, SENSITIVITIES, type Sensitivity } from '@cockpit/domain/access/grant'
import { PERSONAL_ROLES } from '@cockpit/domain/access/separation'
import { Button, Select, Tag } from 'antd'
import { useTranslations } from 'next-intl'
import { Field } from '../shell/Field'
import shared from '../shell/page.module.css'
import { Empty } from '../states/Empty'
import { TargetPicker } from '../tasks/TargetPicker'
import type { GrantRow } from './grants-draft'
import styles from './people.module.css'

/** The grants of one person as they are being written, each a role, a place and a sensitivity. */
export function GrantRows({
  rows,
  onChange,
}: {
  rows: readonly GrantRow[]
  onChange: (rows: readonly GrantRow[]) => void
}) {
  const t = useTranslations('people.grants')
  const add = () =>
    onChange([
      ...rows,
      {
        key: Math.max(-1, ...rows.map(({ key }) => key)) + 1,
        ...{ role: 'supervisor', kind: 'area', places: [], sensitivity: 'facility' },
      },
    ])
  return (
    <>
      {rows.length === 0 && <Empty>{t('empty')}</Empty>}
      {rows.map((row, at) => (
        <OneGrant
          key={row.key}
          row={row}
          number={at + 1}
          onChange={(part) => onChange(rows.map((one) => (one === row ? { ...row, ...part } : one)))}
          onDrop={() => onChange(rows.filter((one) => one !== row))}
        />
      ))}
      <div>
        <Button onClick={add} data-testid="add-grant">
          {t('add')}
        </Button>
      </div>
    </>
  )
}

function OneGrant({
  row,
  number,
  onChange,
  onDrop,
}: {
  row: GrantRow
  number: number
  onChange: (part: Partial<GrantRow>) => void
  onDrop: () => void
}) {
  const t = useTranslations('people')
  const roles = useTranslations('shell.roles')
  return (
    <fieldset className={styles.grant} data-testid="grant">
      <legend>{t('grants.number', { n: number })}</legend>
      <div className={styles.places}>
        <Field label={t('grants.role')}>
          {(id) => (
            <Select<Role>
              id={id}
              value={row.role}
              onChange={(role) => onChange({ role })}
              options={PERSONAL_ROLES.map((value) => ({ value, label: roles(value) }))}
              data-testid="grant-role"
            />
          )}
        </Field>
        <p className={shared.hint}>{row.role !== 'display' && row.role !== 'sender' && t(`role.${row.role}`)}</p>
      </div>
      <div className={styles.places}>
        <Field label={t('grants.kind')}>
          {(id) => (
            <Select<GrantRow['kind']>
              id={id}
              value={row.kind}
              onChange={(kind) => onChange({ kind, places: [] })}
              options={(['area', 'facilities'] as const).map((value) => ({ value, label: t(`grants.${value}`) }))}
              data-testid="grant-kind"
            />
          )}
        </Field>
        <div className={styles.names}>
          {row.places.map((place) => (
            <Tag
              key={place.id}
              closable={{ 'aria-label': t('grants.dropPlace', { name: place.name }) }}
              onClose={() => onChange({ places: row.places.filter((one) => one !== place) })}
            >
              {place.name}
            </Tag>
          ))}
        </div>
        <Field label={t('grants.places')}>
          {(id) => (
            <TargetPicker
              id={id}
              toGrant
              kind={row.kind === 'area' ? 'area' : 'facility'}
              onPick={({ id: picked, name }) => {
                const others = row.kind === 'area' ? [] : row.places.filter((one) => one.id !== picked)
                onChange({ places: [...others, { id: picked, name }] })
              }}
            />
          )}
        </Field>
      </div>
      <div className={styles.places}>
        <Field label={t('grants.sensitivity')}>
          {(id) => (
            <Select<Sensitivity>
              id={id}
              value={row.sensitivity}
              onChange={(sensitivity) => onChange({ sensitivity })}
              options={SENSITIVITIES.map((value) => ({ value, label: t(`sensitivity.${value}`) }))}
              data-testid="grant-sensitivity"
            />
          )}
        </Field>
        <p className={shared.hint}>{t(`sensitivityHint.${row.sensitivity}`)}</p>
      </div>
      <Button type="text" className={styles.drop ?? ''} aria-label={t('grants.drop', { n: number })} onClick={onDrop}>
        ×
      </Button>
    </fieldset>
  )
}
