import { test } from '@playwright/test'
import { fills } from './stack/wall'

for (const viewport of [
  { width: 3840, height: 2160 },
  { width: 5760, height: 1080 },
])
  test(`the wall fills ${viewport.width}x${viewport.height} without scrolling`, ({ browser }) =>
    fills(browser, viewport))
