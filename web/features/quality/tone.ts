/** Which of the three grades a coverage is drawn in. Limits of the screen alone; they judge nobody. */
export type Tone = 'whole' | 'most' | 'holes' | 'nothing'

export function toneOf(share: number): Tone {
  if (share === 0) return 'nothing'
  if (share >= 0.999) return 'whole'
  return share >= 0.9 ? 'most' : 'holes'
}
