import { expect, test } from 'vitest'
import { requireSpace } from './cluster'

const MB = 2 ** 20

test.each([
  [300, true],
  [64, false],
])(
  '%i MB free are just enough (new: %s), a byte less is refused with both figures and a remedy',
  async (needed, isNew) => {
    await requireSpace('/data', isNew, async () => needed * MB)
    await expect(requireSpace('/data', isNew, async () => needed * MB - 1)).rejects.toMatchObject({
      problem: 'no-space',
      message: expect.stringMatching(
        new RegExp(`/data has ${needed - 1} MB free; .* needs ${needed} MB.*COCKPIT_DATA`),
      ),
    })
  },
)
