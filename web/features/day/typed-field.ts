export interface TypedField {
  readonly id?: string | undefined
  readonly 'aria-label'?: string | undefined
  readonly 'aria-describedby'?: string | undefined
  readonly status?: 'error' | '' | undefined
  readonly size?: 'large' | 'small' | undefined
  readonly disabled?: boolean | undefined
  readonly 'data-testid'?: string | undefined
  readonly value: string
  readonly onChange: (value: string) => void
}
