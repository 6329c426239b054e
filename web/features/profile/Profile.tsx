'use client'
import { AreaCode, FacilityId } from '@cockpit/domain/ids'
import { parsePeriod } from '@cockpit/domain/period/period'
import { Segmented } from 'antd'
import { useLocale, useTranslations } from 'next-intl'
import { useCallback, useMemo } from 'react'
import { languageOf } from '../../i18n/locale'
import type { Comparing } from '../cockpit/address'
import { PeriodPicker } from '../cockpit/PeriodPicker'
import { useHref } from '../cockpit/useHref'
import { usePlaceAt } from '../cockpit/usePlaceAt'
import { PlaceOfNumbersProvider } from '../lineage/place-of-numbers'
import { Page } from '../shell/Page'
import { Empty, Skeleton } from '../states/Empty'
import { Failure } from '../states/Failure'
import { DataFigure } from './DataFigure'
import { EmrFigures } from './EmrFigures'
import { FunnelFigure } from './FunnelFigure'
import { MixFigure } from './MixFigure'
import { DrugFigures, MoneyFigures } from './MoneyFigures'
import { MortalityFigure } from './MortalityFigure'
import { ProcessFigures } from './ProcessFigures'
import { ProfileHeader } from './ProfileHeader'
import styles from './profile.module.css'
import { type PeerChoice, type ProfileAddress, readProfileAddress, writeProfileAddress } from './profile-address'
import { calendarYearOf, type ProfileFrame, ProfileFrameProvider, yearOf } from './profile-frame'
import { CARE_AXES, DRG_AXES } from './profile-indicators'
import { QuadrantFigure } from './QuadrantFigure'
import { RadarFigure } from './RadarFigure'
import { Section, SectionNav } from './SectionNav'
import { StaffFigures } from './StaffFigures'
import { WorkFigures } from './WorkFigures'

const CARE = [...CARE_AXES.quality, ...CARE_AXES.efficiency, ...CARE_AXES.safety]

/** 机构画像: one facility among its peers, over time, and down to what its figures stand on. The address holds all that was chosen. */
export function Profile({ id }: { id: string }) {
  const t = useTranslations('profile')
  const language = languageOf(useLocale())
  const bar = useHref(readProfileAddress, writeProfileAddress)
  const parsed = FacilityId.safeParse(id)
  const { at, outside, error, retry } = usePlaceAt({ area: null, facility: parsed.success ? parsed.data : null })
  const { period: asked, compare, peers, mdc, department, mixBy, strata, unread } = bar.address
  const frame = useMemo((): ProfileFrame | null => {
    const facility = at?.place.facility
    if (!at || !facility) return null
    const period = asked ?? at.latest
    return {
      facility: { ...facility, id: FacilityId.parse(facility.id) },
      place: at.place,
      county: AreaCode.parse(facility.county),
      province: AreaCode.parse(at.place.path[0]?.code ?? facility.county),
      period,
      year: yearOf(period),
      calendarYear: calendarYearOf(period),
      compare,
      peers,
      language,
      define: (ids) => ids.flatMap((one) => at.definitionOf(one) ?? []),
    }
  }, [at, asked, compare, peers, language])
  const onDepartment = useCallback((next: string) => bar.go({ department: next }), [bar])
  const onMonth = useCallback((month: string) => bar.go({ period: parsePeriod(month) }), [bar])
  const onMdc = useCallback((next: string) => bar.go({ mdc: next }), [bar])
  const onFunnel = useCallback((change: Partial<ProfileAddress>) => bar.go(change), [bar])
  if (error)
    return (
      <Page title={t('title')}>
        <Failure error={error} onRetry={retry} />
      </Page>
    )
  if (!parsed.success || outside)
    return (
      <Page title={t('title')}>
        <Empty>{t('outside')}</Empty>
      </Page>
    )
  if (!at || !frame)
    return (
      <div className={styles.profile}>
        <Skeleton lines={14} />
      </div>
    )
  return (
    <ProfileFrameProvider value={frame}>
      <PlaceOfNumbersProvider value={{ territory: frame.county, facility: frame.facility.id }}>
        <div className={styles.profile} data-testid="profile">
          <ProfileHeader />
          <div className={styles.bar}>
            <SectionNav />
            <div className={styles.controls}>
              <Segmented<PeerChoice>
                value={peers}
                onChange={(next) => bar.go({ peers: next })}
                data-testid="profile-peers"
                options={[
                  { value: 'tier', label: t('peers.tier') },
                  { value: 'type', label: t('peers.type') },
                ]}
              />
              <Segmented<Comparing>
                value={compare}
                onChange={(next) => bar.go({ compare: next })}
                options={[
                  { value: 'sameLastYear', label: t('compare.sameLastYear') },
                  { value: 'previous', label: t('compare.previous') },
                ]}
              />
              <PeriodPicker period={frame.period} latest={at.latest} onPick={(period) => bar.go({ period })} />
            </div>
          </div>
          {unread.length > 0 && (
            <p role="status" className={styles.unread}>
              {t('unread', { names: unread.join(', ') })}
            </p>
          )}
          <Section word="overview">
            <RadarFigure title={t('radar.care')} testId="profile-care" ids={CARE} help={<p>{t('radar.careHelp')}</p>} />
            <RadarFigure
              title={t('radar.drg')}
              testId="profile-drg"
              ids={DRG_AXES}
              help={<p>{t('radar.drgHelp')}</p>}
            />
            <QuadrantFigure />
          </Section>
          <Section word="process">
            <ProcessFigures onMonth={onMonth} />
          </Section>
          <Section word="outcome">
            <FunnelFigure asked={bar.address} onAsk={onFunnel} />
            <MortalityFigure by={strata} onBy={(next) => bar.go({ strata: next })} />
          </Section>
          <Section word="mix">
            <MixFigure mdc={mdc} by={mixBy} onMdc={onMdc} onBy={(next) => bar.go({ mixBy: next })} />
          </Section>
          <Section word="staff">
            <StaffFigures department={department} onDepartment={onDepartment} />
          </Section>
          <Section word="money">
            <MoneyFigures />
          </Section>
          <Section word="drugs">
            <DrugFigures />
          </Section>
          <Section word="emr">
            <EmrFigures />
          </Section>
          <Section word="work">
            <WorkFigures />
          </Section>
          <Section word="data">
            <DataFigure />
          </Section>
        </div>
      </PlaceOfNumbersProvider>
    </ProfileFrameProvider>
  )
}
