'use client'
import { AreaCode } from '@cockpit/domain/ids'
import { takesOwnPlace } from '@cockpit/domain/scheduled-report/report-page'
import { useQuery } from '@tanstack/react-query'
import { Checkbox, Input, Radio, Select } from 'antd'
import { useLocale, useTranslations } from 'next-intl'
import { languageOf } from '../../i18n/locale'
import { useTRPC } from '../queries/trpc'
import { choicesState } from '../states/choices-state'
import type { DraftFields } from './draft-fields'
import { FormRow } from './FormRow'

const BREAKDOWNS = ['children', 'county', 'facility', 'department', 'tier'] as const

/** What a report is made of: a table of indicators, or a page. */
export function ContentFields({ draft, set, fault, paper }: DraftFields & { paper: boolean }) {
  const t = useTranslations('reports')
  const whole = draft.kind === 'table'
  return (
    <>
      <FormRow label={t('form.kind')} help={whole ? undefined : paper ? t('form.pageHelp') : t('form.noPaper')} wide>
        {(id) => (
          <Radio.Group
            id={id}
            value={draft.kind}
            onChange={({ target }) => set({ kind: target.value })}
            options={[
              { value: 'table', label: t('form.kindTable') },
              { value: 'page', label: t('form.kindPage') },
            ]}
          />
        )}
      </FormRow>
      {whole ? (
        <TableFields draft={draft} set={set} fault={fault} />
      ) : (
        <PageFields draft={draft} set={set} fault={fault} />
      )}
    </>
  )
}

function TableFields({ draft, set, fault }: DraftFields) {
  const t = useTranslations('reports')
  const language = languageOf(useLocale())
  const trpc = useTRPC()
  const catalogue = useQuery({ ...trpc.indicators.catalogue.queryOptions(), staleTime: 60 * 60_000 })
  const tree = useQuery(trpc.territory.tree.queryOptions())
  return (
    <>
      <FormRow label={t('form.indicators')} fault={fault('indicators')} wide>
        {(id) => (
          <Select
            id={id}
            mode="multiple"
            maxCount={24}
            showSearch={{ optionFilterProp: 'label' }}
            loading={catalogue.isPending}
            notFoundContent={choicesState(catalogue)}
            value={[...draft.indicators]}
            placeholder={t('form.indicatorsHint')}
            data-testid="report-indicators"
            onChange={(indicators: string[]) => set({ indicators })}
            options={(catalogue.data ?? []).map((one) => ({ value: one.id, label: `${one[language]} · ${one.id}` }))}
          />
        )}
      </FormRow>
      <FormRow label={t('form.place')} help={draft.place === 'own' ? t('form.ownHelp') : t('form.fixedHelp')}>
        {(id) => (
          <Select
            id={id}
            value={draft.place}
            onChange={(place) => set({ place })}
            options={[
              { value: 'own', label: t('place.own') },
              { value: 'fixed', label: t('place.fixed') },
            ]}
          />
        )}
      </FormRow>
      {draft.place === 'fixed' && (
        <FormRow label={t('form.area')} fault={fault('area')}>
          {(id) => (
            <Select
              id={id}
              showSearch={{ optionFilterProp: 'label' }}
              value={draft.area}
              notFoundContent={choicesState(tree)}
              onChange={(area: string) => set({ area, facility: null })}
              options={(tree.data?.areas ?? [])
                .filter(({ readable }) => readable)
                .map((one) => ({ value: one.code, label: one.name[language] }))}
            />
          )}
        </FormRow>
      )}
      {draft.place === 'fixed' && draft.area !== null && <FacilityField draft={draft} set={set} area={draft.area} />}
      <FormRow label={t('form.by')}>
        {(id) => (
          <Select
            id={id}
            value={draft.by ?? ''}
            onChange={(by: string) => set({ by: by === '' ? null : by })}
            options={[
              { value: '', label: t('by.none') },
              ...BREAKDOWNS.map((value) => ({ value, label: t(`by.${value}`) })),
              ...(draft.by && !BREAKDOWNS.some((one) => one === draft.by)
                ? [{ value: draft.by, label: draft.by }]
                : []),
            ]}
          />
        )}
      </FormRow>
      <FormRow label={t('form.format')}>
        {(id) => (
          <Select
            id={id}
            value={draft.format}
            onChange={(format) => set({ format })}
            options={[
              { value: 'xlsx', label: t('form.xlsx') },
              { value: 'csv', label: t('form.csv') },
            ]}
          />
        )}
      </FormRow>
      <FormRow label={t('form.compare')}>
        {(id) => (
          <Checkbox id={id} checked={draft.compare} onChange={({ target }) => set({ compare: target.checked })}>
            {t('form.compareHint')}
          </Checkbox>
        )}
      </FormRow>
    </>
  )
}

/** One facility of the area instead of its sum. */
function FacilityField({ draft, set, area }: Pick<DraftFields, 'draft' | 'set'> & { area: string }) {
  const t = useTranslations('reports')
  const language = languageOf(useLocale())
  const trpc = useTRPC()
  const facilities = useQuery(trpc.territory.facilities.queryOptions({ area: AreaCode.parse(area) }))
  return (
    <FormRow label={t('form.facility')} help={t('form.facilityHelp')}>
      {(id) => (
        <Select
          id={id}
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          loading={facilities.isPending}
          notFoundContent={choicesState(facilities)}
          value={draft.facility}
          placeholder={t('form.wholeArea')}
          data-testid="report-facility"
          onChange={(facility: string | undefined) => set({ facility: facility ?? null })}
          options={(facilities.data ?? []).map((one) => ({ value: one.id, label: one.name[language] }))}
        />
      )}
    </FormRow>
  )
}

function PageFields({ draft, set, fault }: DraftFields) {
  const t = useTranslations('reports')
  const own = takesOwnPlace(draft.path)
  return (
    <>
      <FormRow label={t('form.path')} help={t('form.pathHelp')} fault={fault('path')} wide>
        {(id) => (
          <Input
            id={id}
            value={draft.path}
            maxLength={2000}
            data-testid="report-path"
            onChange={({ target }) => set({ path: pathIn(target.value) })}
          />
        )}
      </FormRow>
      <FormRow
        label={t('form.place')}
        help={draft.pagePlace === 'own' ? t('form.ownPageHelp') : t('form.addressHelp')}
        fault={fault('pagePlace')}
      >
        {(id) => (
          <Select
            id={id}
            value={draft.pagePlace}
            onChange={(pagePlace) => set({ pagePlace })}
            options={[
              { value: 'address', label: t('place.address') },
              { value: 'own', label: t('place.own'), disabled: !own },
            ]}
          />
        )}
      </FormRow>
    </>
  )
}

/** The path of a whole address pasted from the browser; anything else as it was typed. */
function pathIn(text: string): string {
  const url = /^https?:\/\//.test(text) && URL.canParse(text) ? new URL(text) : null
  return url ? url.pathname + url.search : text
}
