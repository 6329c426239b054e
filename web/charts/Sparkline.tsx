import { sparklinePath } from './sparkline-path'

/** A tiny line beside a number. Decoration for the eye: the number and its comparison carry the meaning. */
export function Sparkline({
  values,
  width = 96,
  height = 24,
  stroke = 'var(--accent)',
}: {
  values: readonly (number | null)[]
  width?: number
  height?: number
  stroke?: string
}) {
  return (
    <svg
      viewBox={`-2 -2 ${width + 4} ${height + 4}`}
      width={width}
      height={height}
      aria-hidden="true"
      focusable="false"
    >
      <path
        d={sparklinePath(values, width, height)}
        fill="none"
        stroke={stroke}
        strokeWidth={2}
        strokeLinecap="round"
        strokeLinejoin="round"
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  )
}
