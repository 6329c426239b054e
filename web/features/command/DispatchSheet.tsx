'use client'
import { AreaCode } from '@cockpit/domain/ids'
import { useQuery } from '@tanstack/react-query'
import { useLocale, useTranslations } from 'next-intl'
import { useMemo, useState } from 'react'
import { languageOf } from '../../i18n/locale'
import { useTRPC } from '../queries/trpc'
import { Failure } from '../states/Failure'
import { DispatchForm } from './DispatchForm'
import { responderFrom } from './from-server'
import type { CommandAlert, CommandLine } from './model'
import { Sheet } from './Sheet'

/** Offers the institutions of the alert's place, or of the whole territory when asked. */
export function DispatchSheet({
  alert,
  line,
  start,
  areaName,
  onClose,
  onDone,
}: {
  alert: CommandAlert
  line: CommandLine
  start: string | null
  areaName: (code: string) => string
  onClose: () => void
  onDone: () => void
}) {
  const t = useTranslations('command')
  const language = languageOf(useLocale())
  const trpc = useTRPC()
  const [everywhere, setEverywhere] = useState(false)
  const area = AreaCode.parse(everywhere && start ? start : alert.areaCode)
  const { data, error, refetch } = useQuery(trpc.territory.facilities.queryOptions({ area }))
  const responders = useMemo(
    () => data?.map((facility) => responderFrom(facility, areaName, language)) ?? null,
    [data, areaName, language],
  )
  return (
    <Sheet title={t('do.dispatchTo')} onClose={onClose}>
      <DispatchForm
        alert={alert}
        responders={responders}
        failure={error && !data ? <Failure error={error} onRetry={() => void refetch()} /> : undefined}
        everywhere={everywhere}
        onEverywhere={setEverywhere}
        line={line}
        onDone={onDone}
      />
    </Sheet>
  )
}
