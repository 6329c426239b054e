import { describe, expect, it } from 'vitest'
import { fileSize, fitWithin, jpegName } from './photo'

describe('size of a photo', () => {
  it.each([
    [4032, 3024, 1600, 1200],
    [3024, 4032, 1200, 1600],
    [1600, 900, 1600, 900],
    [1601, 10, 1600, 10],
    [800, 600, 800, 600],
    [10_000, 1, 1600, 1],
  ])('%d x %d becomes %d x %d', (width, height, w, h) =>
    expect(fitWithin(width, height)).toEqual({ width: w, height: h }),
  )
})

it.each([
  ['IMG_0001.HEIC', 'IMG_0001.jpg'],
  ['a.b.png', 'a.b.jpg'],
  ['.png', 'photo.jpg'],
])('%s is sent as %s', (name, sent) => expect(jpegName(name)).toBe(sent))

it.each([
  [1, '1 KB'],
  [999_499, '999 KB'],
  [1_000_000, '1.0 MB'],
])('%d bytes read as %s', (bytes, text) => expect(fileSize(bytes)).toBe(text))
