import type { Severity } from '../../charts/theme'

const SHAPE = {
  normal: 'M3 3h18v18H3z',
  watch: 'M12 1l11 11-11 11L1 12z',
  warn: 'M12 2l10 18H2z',
  critical: 'M8 2h8l6 6v8l-6 6H8l-6-6V8z',
  none: 'M3 3h18v18H3z',
} as const satisfies Record<Severity, string>

const COLOUR = {
  normal: 'var(--ok)',
  watch: 'var(--watch)',
  warn: 'var(--warn)',
  critical: 'var(--critical)',
  none: 'var(--none)',
} as const satisfies Record<Severity, string>

/** State as shape and colour: square, diamond, triangle, octagon; an open square for no data. */
export function SeverityMark({ severity, label }: { severity: Severity; label: string }) {
  return (
    <svg viewBox="0 0 24 24" width="0.9em" height="0.9em" role="img" aria-label={label} focusable="false">
      <path
        d={SHAPE[severity]}
        fill={severity === 'none' ? 'none' : COLOUR[severity]}
        stroke={COLOUR[severity]}
        strokeWidth={severity === 'none' ? 2.5 : 0}
        strokeDasharray={severity === 'none' ? '4 3' : undefined}
      />
    </svg>
  )
}
