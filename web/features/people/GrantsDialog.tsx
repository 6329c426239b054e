'use client'
import type { Grant } from '@cockpit/domain/access/grant'
import { PersonId } from '@cockpit/domain/ids'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Modal } from 'antd'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useTRPC } from '../queries/trpc'
import shared from '../shell/page.module.css'
import { refusalWord } from '../shell/refusal-word'
import { GrantRows } from './GrantRows'
import { type GrantNames, useGrantText, usePlaceName } from './grant-text'
import { changeBetween, type DraftFault, type GrantRow, grantsOfRows, rowsOf } from './grants-draft'
import styles from './people.module.css'
import type { Person } from './person'

/** The grants of one person: written, then shown as what is given and what is taken, then changed. */
export function GrantsDialog({
  person,
  names,
  onClose,
}: {
  person: Pick<Person, 'id' | 'name' | 'grants'>
  names: GrantNames
  onClose: () => void
}) {
  const t = useTranslations('people.grants')
  const refusal = useTranslations('states.refusal')
  const trpc = useTRPC()
  const queries = useQueryClient()
  const nameOf = usePlaceName(names)
  const [rows, setRows] = useState(() => rowsOf(person.grants, nameOf))
  const [fault, setFault] = useState<DraftFault | 'unchanged' | null>(null)
  const [wanted, setWanted] = useState<readonly Grant[] | null>(null)
  const change = useMutation(
    trpc.people.grants.mutationOptions({
      onSuccess: onClose,
      // Also when it was refused: somebody else may have changed them meanwhile.
      onSettled: () => queries.invalidateQueries(trpc.people.pathFilter()),
    }),
  )
  function look() {
    const read = grantsOfRows(rows)
    if (!read.ok) return setFault(read.fault)
    const { added, taken } = changeBetween(person.grants, read.grants)
    if (added.length + taken.length === 0) return setFault('unchanged')
    setWanted(read.grants)
  }
  function give(grants: readonly Grant[]) {
    change.mutate({ personId: PersonId.parse(person.id), held: [...person.grants], grants: [...grants] })
  }
  return (
    <Modal
      open
      width={960}
      title={t('title', { name: person.name })}
      onCancel={onClose}
      footer={
        <div className={`${shared.actions} ${styles.foot}`}>
          {wanted ? (
            <>
              <Button
                onClick={() => {
                  setWanted(null)
                  change.reset()
                }}
              >
                {t('back')}
              </Button>
              <Button type="primary" loading={change.isPending} onClick={() => give(wanted)} data-testid="give">
                {t('submit')}
              </Button>
            </>
          ) : (
            <Button type="primary" onClick={look} data-testid="look">
              {t('next')}
            </Button>
          )}
        </div>
      }
    >
      <div className={shared.form}>
        {wanted ? (
          <Change held={person.grants} wanted={wanted} names={named(names, rows)} />
        ) : (
          <>
            <p className={shared.hint}>{t('hint')}</p>
            <GrantRows
              rows={rows}
              onChange={(next) => {
                setRows(next)
                setFault(null)
              }}
            />
          </>
        )}
        {fault && (
          <p className={shared.problem} role="alert">
            {fault === 'unchanged' ? t('unchanged') : t(`fault.${fault}`)}
          </p>
        )}
        {change.error && (
          <p className={shared.problem} role="alert" data-testid="problem">
            {refusal(refusalWord(change.error))}
          </p>
        )}
      </div>
    </Modal>
  )
}

/** The names known before, and those of the places chosen since. */
function named(names: GrantNames, rows: readonly GrantRow[]): GrantNames {
  const chosen = (kind: GrantRow['kind']) =>
    Object.fromEntries(
      rows
        .filter((row) => row.kind === kind)
        .flatMap(({ places }) => places.map(({ id, name }) => [id, { zh: name, en: name }])),
    )
  return {
    areas: { ...chosen('area'), ...names.areas },
    facilities: { ...chosen('facilities'), ...names.facilities },
  }
}

function Change({ held, wanted, names }: { held: readonly Grant[]; wanted: readonly Grant[]; names: GrantNames }) {
  const t = useTranslations('people.grants')
  const grantText = useGrantText(names)
  const change = changeBetween(held, wanted)
  return (
    <div className={shared.form} data-testid="change">
      {(['added', 'taken'] as const).map(
        (part) =>
          change[part].length > 0 && (
            <section key={part} className={styles.change}>
              <h3>{t(part)}</h3>
              <ul className={styles.list}>
                {change[part].map((grant) => (
                  <li key={JSON.stringify(grant)}>
                    {part === 'added' ? '＋' : '－'} {grantText(grant)}
                  </li>
                ))}
              </ul>
            </section>
          ),
      )}
    </div>
  )
}
