export type Rgba = [red: number, green: number, blue: number, alpha: number]

export class ColourError extends Error {}

/** `#rgb`, `#rrggbb` or `rgb(r g b / a)` as bytes for the graphics card. @throws ColourError for any other notation */
export function rgba(text: string, opacity = 1): Rgba {
  const alpha = Math.round(opacity * 255)
  const short = /^#([0-9a-f])([0-9a-f])([0-9a-f])$/i.exec(text)
  if (short) return [hex(short[1], true), hex(short[2], true), hex(short[3], true), alpha]
  const long = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(text)
  if (long) return [hex(long[1]), hex(long[2]), hex(long[3]), alpha]
  const parts = /^rgba?\(\s*([\d.]+)[\s,]+([\d.]+)[\s,]+([\d.]+)\s*(?:[/,]\s*([\d.]+)(%?)\s*)?\)$/.exec(text)
  if (!parts) throw new ColourError(`"${text}" is not a colour the map understands; write #rrggbb.`)
  const own = parts[4] === undefined ? 1 : Number(parts[4]) / (parts[5] ? 100 : 1)
  return [Number(parts[1]), Number(parts[2]), Number(parts[3]), Math.round(own * alpha)]
}

function hex(digits = '0', double = false): number {
  return Number.parseInt(double ? digits + digits : digits, 16)
}
