/** Cube's query, the part of it we use. https://cube.dev/docs/product/apis-integrations/rest-api/query-format */
export interface CubeQuery {
  readonly measures?: readonly string[]
  readonly dimensions?: readonly string[]
  readonly timeDimensions?: readonly {
    readonly dimension: string
    readonly dateRange?: readonly [string, string]
    readonly granularity?: 'day' | 'week' | 'month' | 'quarter' | 'year'
  }[]
  readonly filters?: readonly CubeFilter[]
  readonly order?: Readonly<Record<string, 'asc' | 'desc'>>
  readonly limit?: number
  readonly offset?: number
  /** How the rows come: as objects, unless a column an array is asked for. */
  readonly responseFormat?: 'columnar'
}

export interface CubeFilter {
  readonly member: string
  readonly operator: 'equals' | 'lte' | 'gte'
  readonly values: readonly string[]
}

export type CubeRow = Readonly<Record<string, string | number | boolean | null>>
