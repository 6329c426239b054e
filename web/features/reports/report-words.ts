import { shanghaiDate } from '@cockpit/domain/period/calendar'
import { formatPeriod } from '@cockpit/domain/period/period'
import { type PeriodRule, periodOn } from '@cockpit/domain/scheduled-report/period-rule'
import { nextDue, type Schedule } from '@cockpit/domain/scheduled-report/schedule'
import type { useTranslations } from 'next-intl'

type Words = ReturnType<typeof useTranslations<'reports'>>

/** When a report falls due, in words: `每月 3 日 08:00`. */
export function scheduleText(schedule: Schedule, t: Words): string {
  switch (schedule.every) {
    case 'day':
      return t('schedule.day', { at: schedule.at })
    case 'week':
      return t('schedule.week', { weekday: t(`weekday.${String(schedule.weekday) as '1'}`), at: schedule.at })
    case 'month':
    case 'quarter':
      return t(`schedule.${schedule.every}`, { day: schedule.day, at: schedule.at })
  }
}

/** The next due instants with the period each speaks of. Pure. */
export function nextTurns(
  schedule: Schedule,
  rule: PeriodRule,
  now: Date,
  count: number,
): { readonly due: Date; readonly period: string }[] {
  const turns: { due: Date; period: string }[] = []
  for (let due = nextDue(schedule, now); turns.length < count; due = nextDue(schedule, due))
    turns.push({ due, period: formatPeriod(periodOn(rule, shanghaiDate(due))) })
  return turns
}

/** Why a report was refused or failed, as the messages know it. */
export const RUN_REASONS = [
  'export-not-permitted',
  'not-permitted',
  'recipient-gone',
  'too-many-places',
  'several-places',
  'nothing-to-show',
  'answer-too-large',
  'unknown-indicator',
  'bad-breakdown',
  'unavailable',
  'paper-unset',
  'page-no-own-place',
  'browser-missing',
  'browser-failed',
  'unsettled',
  'page-incomplete',
  'refused',
  'busy',
  'web-away',
] as const

export function reasonText(reason: string | null, t: Words): string {
  return t(`reason.${RUN_REASONS.find((one) => one === reason) ?? 'failed'}`)
}

/** Why a change of a report was refused. */
const REFUSALS = [
  'export-not-permitted',
  'place-not-permitted',
  'recipient-unknown',
  'report-unknown',
  'trial-waits',
  'unknown-indicator',
  'offline',
] as const

export function refusalText(reason: string, t: Words): string {
  return t(`refusal.${REFUSALS.find((one) => one === reason) ?? 'failed'}`)
}
