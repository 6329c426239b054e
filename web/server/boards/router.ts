import { knownCatalogue } from '@cockpit/semantic-layer/client/ask'
import { currentManifest } from '@cockpit/semantic-layer/lake/read'
import { askPorts } from '../indicators/ask-ports'
import { readingProcedure, router } from '../trpc'
import { latestMonth } from './latest-month'

/** Tiles of the overview: the packs' tiles in the order of their boards. */
const TILES = 10

export const boardsRouter = router({
  /** What the packs put on the cockpit, with the definitions needed to write it and the last month the data reach. */
  overview: readingProcedure.query(async ({ ctx }) => {
    const [{ boards, tables }, catalogue, manifest] = await Promise.all([
      ctx.ports.packs(),
      knownCatalogue(await askPorts(ctx.ports)),
      currentManifest(ctx.ports.lake),
    ])
    const known = (id: string) => catalogue.get(id) !== undefined
    const unique = (ids: string[]) => [...new Set(ids)].filter(known)
    const tiles = unique(boards.flatMap((board) => board.tiles.map((tile) => tile.indicator))).slice(0, TILES)
    return {
      tiles,
      /** Indicators offered for map, trend and list. */
      choices: unique(
        boards.flatMap((board) => [...board.map, ...board.trend, ...board.rank, ...(board.radar ?? [])]).concat(tiles),
      ),
      radar: unique(boards.find((board) => board.radar)?.radar ?? []),
      definitions: catalogue.indicators,
      /** `yyyy-mm` */
      latest: latestMonth(manifest, tables, new Date()),
    }
  }),

  /** The boards as the packs declare them, for walls and lists. */
  list: readingProcedure.query(async ({ ctx }) => (await ctx.ports.packs()).boards),
})
