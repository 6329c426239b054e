import type { AreaValue, WallFrame } from './frame'

type MapContent = Extract<WallFrame['map'], { state: 'ready' }>['data']

export interface RankedArea extends AreaValue {
  /** `3`, or `3–7` where the ranks between are all open; null without one. */
  readonly rank: string | null
  readonly failing: boolean
}

/**
 * The areas beside the map of a wide wall. Ranked ones stand the worse end first, because the question is where to look. Without a ranking those outside
 * their target come first, each part by name. Areas whose data fail are the last of the list and have no place in it. Pure.
 * @param most lines there is room for; the failing ones keep theirs
 */
export function rankedAreas({ areas, ranking }: Pick<MapContent, 'areas' | 'ranking'>, most: number): RankedArea[] {
  const at = new Map(ranking?.places.map((place, order) => [place.code, { ...place, order }]))
  const all = areas.map((area): RankedArea & { order: number } => {
    const place = at.get(area.code)
    const rank = place?.rank
    return {
      ...area,
      rank: rank ? (rank.best === rank.worst ? String(rank.best) : `${rank.best}–${rank.worst}`) : null,
      failing: place?.failing ?? false,
      order: place?.order ?? 0,
    }
  })
  const outside = ({ standing }: AreaValue) => standing === 'below' || standing === 'above'
  const byName = (a: AreaValue, b: AreaValue) => a.name.zh.localeCompare(b.name.zh, 'zh')
  const sound = all.filter(({ failing, value }) => !failing && value !== null)
  const failing = all.filter((one) => one.failing).sort(byName)
  const offered = ranking !== null && ranking.withheld === null
  const listed = offered
    ? sound.filter(({ rank }) => rank !== null).sort((a, b) => b.order - a.order)
    : sound.sort((a, b) => Number(outside(b)) - Number(outside(a)) || byName(a, b))
  const shown = [...listed.slice(0, Math.max(0, most - failing.length)), ...failing].slice(0, most)
  return shown.map(({ order: _, ...area }) => area)
}
