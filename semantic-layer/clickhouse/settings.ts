/**
 * Settings under which ClickHouse gives the answers DuckDB gives. Our own driver sends them with every query; where Cube runs in its
 * official image they belong into the profile of its user (docs/cluster.md prints that profile from here).
 */
export const ANSWER_SETTINGS = {
  /** A row without a partner in an outer join has NULLs, not zeros and empty texts. */
  join_use_nulls: 1,
  /** A sum over no rows is NULL: "no data" and not 0. */
  aggregate_functions_null_for_empty: 1,
  /** `CAST(x AS TIMESTAMP)` of a NULL is NULL. */
  cast_keep_nullable: 1,
  /** A day is a day: months begin at midnight UTC whatever the server's own zone. */
  session_timezone: 'UTC',
  /** Months before 1970 and after 2149 stay what they are. */
  enable_extended_results_for_datetime_functions: 1,
  /** UNION without a word is UNION DISTINCT in the standard. */
  union_default_mode: 'DISTINCT',
  /** A column of an inner query is not replaced by an alias of the outer one. */
  prefer_column_name_to_alias: 1,
  /** Two numbers without a common type are an error, not a value of either kind. */
  use_variant_as_common_type: 0,
  /** `count(DISTINCT x)` counts, it does not estimate. */
  count_distinct_implementation: 'uniqExact',
} as const

/** Settings of a load: days ClickHouse has no room for (before 1900, after 2299) stand at the end of its range. */
export const LOAD_SETTINGS = {
  session_timezone: 'UTC',
  date_time_overflow_behavior: 'saturate',
  input_format_parquet_allow_missing_columns: 1,
  async_insert: 0,
  wait_end_of_query: 1,
} as const
