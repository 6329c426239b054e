'use client'
import { CaseQuery } from '@cockpit/domain/cases/case-query'
import { useQuery } from '@tanstack/react-query'
import { Watermark } from 'antd'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { type ReactNode, useMemo } from 'react'
import { valueText } from '../../format/number'
import { periodText } from '../../format/time'
import { CASE_INK, useCaseMark } from '../cases/case-mark'
import { casesHref } from '../cases/cases-address'
import { DoctorTable } from '../cases/DoctorTable'
import { readingOf } from '../cockpit/reading'
import { useAsk } from '../cockpit/useQuestions'
import { useTRPC } from '../queries/trpc'
import { Empty } from '../states/Empty'
import { Withheld } from '../states/Withheld'
import { Awaited, Figure, PlainTable } from './Figure'
import styles from './profile.module.css'
import { useProfileFrame } from './profile-frame'
import { DEPARTMENT } from './profile-indicators'
import { ownQuestion } from './useProfileQuestions'

/** The facility by department, and the pseudonymous doctors of one of them for who may read single cases. */
export function StaffFigures({
  department,
  onDepartment,
}: {
  department: string
  onDepartment: (department: string) => void
}) {
  const t = useTranslations('doctors.staff')
  const frame = useProfileFrame()
  const { define, language, calendarYear: year } = frame
  const definitions = useMemo(() => define(DEPARTMENT), [define])
  const question =
    definitions.length > 0 ? ownQuestion(frame, definitions, year, { by: 'department', limit: 200 }) : null
  const asked = useAsk(question)
  return (
    <>
      <Figure
        title={t('title')}
        testId="profile-departments"
        span={4}
        note={periodText(year, language)}
        stale={asked.stale}
        question={question}
        chart={false}
        help={<p>{t('help')}</p>}
      >
        <Awaited asked={asked}>
          {(answer) =>
            answer.rows.length === 0 ? (
              <Empty>{t('empty')}</Empty>
            ) : (
              <PlainTable
                caption={t('title')}
                table={{
                  head: [t('department'), ...definitions.map((definition) => definition[language])],
                  rows: answer.rows.map(({ key, name, cells }) => ({
                    key: key ?? '',
                    mark: key === department,
                    cells: [
                      <button
                        key="name"
                        type="button"
                        className={styles.pick}
                        aria-pressed={key === department}
                        data-testid="profile-department"
                        onClick={() => onDepartment(key === department ? '' : (key ?? ''))}
                      >
                        {name ?? (key || t('department'))}
                      </button>,
                      ...definitions.map((definition) => {
                        const reading = readingOf(cells[definition.id])
                        return reading.state === 'shown' ? (
                          valueText(reading.value, definition, language)
                        ) : (
                          <Withheld key={definition.id} reason={reading.state} />
                        )
                      }),
                    ],
                  })),
                }}
              />
            )
          }
        </Awaited>
      </Figure>
      <DoctorsFigure department={department} />
    </>
  )
}

/** Never on paper: a sheet has no grants. */
function DoctorsFigure({ department }: { department: string }) {
  const t = useTranslations('doctors.staff')
  const frame = useProfileFrame()
  const { facility, county, language, calendarYear: year } = frame
  const trpc = useTRPC()
  const me = useQuery({ ...trpc.session.me.queryOptions(), staleTime: 5 * 60_000 })
  const may = me.data?.actions.includes('case.read') ?? false
  const asked = useQuery({
    ...trpc.cases.doctors.queryOptions({
      ...CaseQuery.parse({ territory: county, from: year.from, to: year.to, department }),
      facility: facility.id,
    }),
    enabled: may && department !== '',
  })
  return (
    <Figure
      title={t('doctorsTitle')}
      testId="profile-doctors"
      span={8}
      note={department === '' ? undefined : `${department} · ${periodText(year, language)}`}
      help={<p>{t('doctorsHelp')}</p>}
    >
      <div data-paper="hide">
        {me.data && !may ? (
          <Empty>{t('notPermitted')}</Empty>
        ) : department === '' ? (
          <Empty>{t('choose')}</Empty>
        ) : (
          <Awaited asked={asked}>
            {(told) => (
              <Marked name={me.data?.name ?? ''}>
                <DoctorTable
                  told={told}
                  listed={false}
                  act={(doctor, words) => (
                    <Link
                      href={casesHref({
                        ...{ territory: county, facility: facility.id, period: year, list: 'all', department, doctor },
                      })}
                    >
                      {words}
                    </Link>
                  )}
                />
              </Marked>
            )}
          </Awaited>
        )}
      </div>
    </Figure>
  )
}

/** Who looks at it and when is written across it and into what is copied. */
function Marked({ name, children }: { name: string; children: ReactNode }) {
  const mark = useCaseMark(name)
  return (
    <Watermark content={mark} gap={[120, 90]} font={CASE_INK}>
      {children}
    </Watermark>
  )
}
