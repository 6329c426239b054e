/** Longest edge of a photo as it is sent: enough to read a notice on a wall, small enough for a weak line. */
export const LONGEST_EDGE = 1600
const QUALITY = 0.82

export interface Photo {
  readonly fileName: string
  readonly mediaType: 'image/jpeg'
  readonly content: Blob
  readonly width: number
  readonly height: number
  /** Size of the file that was chosen. */
  readonly originalBytes: number
}

export class PhotoError extends Error {}

/** Size within a square of `edge`, same proportions, never enlarged, at least one pixel. */
export function fitWithin(width: number, height: number, edge = LONGEST_EDGE): { width: number; height: number } {
  const scale = Math.min(1, edge / Math.max(width, height))
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) }
}

/** `photo.heic` becomes `photo.jpg`. */
export function jpegName(name: string): string {
  const stem = name.replace(/\.[^.]*$/, '').trim()
  return `${stem === '' ? 'photo' : stem}.jpg`
}

/**
 * Shrinks a photo to JPEG in the browser; drawing it anew also leaves its place and camera data behind.
 * @throws PhotoError when the file is not a picture this browser can read
 */
export async function shrinkPhoto(file: File): Promise<Photo> {
  let bitmap: ImageBitmap
  try {
    bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' })
  } catch (cause) {
    throw new PhotoError(`${file.name} is not a picture that can be read here.`, { cause })
  }
  const { width, height } = fitWithin(bitmap.width, bitmap.height)
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = height
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0, width, height)
  bitmap.close()
  const content = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', QUALITY))
  if (!content) throw new PhotoError(`${file.name} could not be written as JPEG.`)
  return { fileName: jpegName(file.name), mediaType: 'image/jpeg', content, width, height, originalBytes: file.size }
}

/** `1.4 MB`, `320 KB`: decimal units, as phones show them. */
export function fileSize(bytes: number): string {
  return bytes >= 1_000_000 ? `${(bytes / 1_000_000).toFixed(1)} MB` : `${Math.max(1, Math.round(bytes / 1000))} KB`
}
