import { test } from '@playwright/test'
import { webgl } from './stack/browser-flags'
import { fills } from './stack/wall'

test.use({ launchOptions: webgl })

test('the wall with its map in WebGL fills 1920x1080 without scrolling', ({ browser }) =>
  fills(browser, { width: 1920, height: 1080 }))
