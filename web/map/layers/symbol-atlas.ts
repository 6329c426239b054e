import type { Device, Texture } from '@luma.gl/core'
import { SYMBOLS } from '../symbols'

const CELL = 64
const MARGIN = 4
const NAMES = [...SYMBOLS.keys()]

/** Where each symbol lies in the atlas. `mask` lets the layer tint it. */
export const SYMBOL_MAPPING = Object.fromEntries(
  NAMES.map((name, index) => [name, { x: index * CELL, y: 0, width: CELL, height: CELL, mask: true }]),
)

/** Draws all symbols side by side, white on nothing, into a texture: no image is fetched. */
export function createSymbolTexture(device: Device): Texture {
  const canvas = document.createElement('canvas')
  canvas.width = CELL * NAMES.length
  canvas.height = CELL
  const context = canvas.getContext('2d')
  if (!context) throw new Error('This browser gives no 2D canvas, which the map symbols need.')
  context.fillStyle = '#ffffff'
  const scale = (CELL - 2 * MARGIN) / 24
  NAMES.forEach((name, index) => {
    context.setTransform(scale, 0, 0, scale, index * CELL + MARGIN, MARGIN)
    context.fill(new Path2D(SYMBOLS.get(name)))
  })
  const { data } = context.getImageData(0, 0, canvas.width, canvas.height)
  return device.createTexture({
    width: canvas.width,
    height: canvas.height,
    format: 'rgba8unorm',
    data: new Uint8Array(data.buffer),
    sampler: { minFilter: 'linear', magFilter: 'linear' },
  })
}
