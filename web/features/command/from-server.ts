import type { inferRouterOutputs } from '@trpc/server'
import type { AppRouter } from '../../server/router'
import type { CommandAlert, CommandTask, Responder } from './model'

type Outputs = inferRouterOutputs<AppRouter>
export type ServerTask = Outputs['tasks']['list']['rows'][number]
export type ServerTaskHistory = Outputs['tasks']['get']
export type ServerAlert = Outputs['alerts']['list']['rows'][number]
export type ServerFacility = Outputs['territory']['facilities'][number]

type Language = 'zh' | 'en'

/** `history` is absent until it has been read; then the latest words and who handled it are known. */
export function taskFrom(
  task: ServerTask,
  history: ServerTaskHistory | undefined,
  me: string,
  language: Language,
): CommandTask {
  const last = history?.events.filter((event) => ['feedBack', 'return', 'urge'].includes(event.command)).at(-1)
  return {
    id: task.id,
    state: task.state,
    level: task.level,
    dispatchedAt: task.dispatchedAt.getTime(),
    signBy: task.signBy.getTime(),
    feedbackBy: task.feedbackBy.getTime(),
    closeBy: task.closeBy.getTime(),
    signedAt: task.signedAt?.getTime() ?? null,
    fedBackAt: task.fedBackAt?.getTime() ?? null,
    closedAt: task.closedAt?.getTime() ?? null,
    title: task.title,
    instruction: task.instruction,
    place: placeText(task.place, language),
    areaCode: task.areaCode,
    at: task.place.at,
    latest: last ? { note: last.note, at: last.at.getTime(), command: last.command } : null,
    evidenceCount: task.evidenceCount,
    evidence: history?.evidence.map(({ id, fileName, mediaType }) => ({ id, fileName, mediaType })) ?? [],
    revision: task.revision,
    may: task.commands,
    handledByMe: history?.handledByMe ?? task.dispatchedBy === me,
    demo: task.demo,
  }
}

/** @param finding the sentence about value and limit, which needs the catalogue's name and unit */
export function alertFrom(alert: ServerAlert, mayDispatch: boolean, finding: string, language: Language): CommandAlert {
  return {
    id: alert.id,
    level: alert.level,
    state: alert.state,
    raisedAt: alert.raisedAt.getTime(),
    title: alert.title[language],
    advice: alert.advice[language],
    finding,
    place: placeText(alert.place, language),
    areaCode: alert.areaCode,
    facilityId: alert.facilityId,
    updatedAt: alert.updatedAt.getTime(),
    at: alert.place.at,
    mayDispatch,
    demo: alert.demo,
  }
}

export function responderFrom(
  facility: ServerFacility,
  countyName: (code: string) => string,
  language: Language,
): Responder {
  return {
    id: facility.id,
    name: facility.name[language],
    county: countyName(facility.county),
    countyCode: facility.county,
    tier: facility.tier,
  }
}

function placeText(place: ServerTask['place'], language: Language): string {
  const area = place.area.name[language]
  return place.facility ? `${place.facility.name[language]} · ${area}` : area
}
