import type { FrontPage } from './front-page'
import { Grouping, type GroupingVersion, ungrouped } from './grouping'

/**
 * The port to a grouper: the region's own over HTTP, one in this process, or one made for a test. The product has none of its own that
 * could be taken for a national scheme.
 */
export interface Grouper {
  readonly version: GroupingVersion
  /**
   * One answer a page, in the pages' order. A grouper that fails does not throw: the pages it has no sound answer for are ungrouped with a
   * reason of `GROUPER_FAULTS`, so that no case is lost.
   */
  group(pages: readonly FrontPage[]): Promise<readonly Grouping[]>
}

/** A grouper in this process, from a function of one page. What it throws, or answers against the rules, stays with that page. */
export function inProcess(version: GroupingVersion, groupOne: (page: FrontPage) => unknown): Grouper {
  return {
    version,
    async group(pages) {
      return pages.map((page) => {
        try {
          const answer = Grouping.safeParse(groupOne(page))
          return answer.success ? answer.data : ungrouped('grouper-bad-answer')
        } catch {
          // The reason says whose fault it was; the next run asks again.
          return ungrouped('grouper-bad-answer')
        }
      })
    },
  }
}
