/**
 * Every month of the years a warehouse can speak of, for cubes that spread a yearly figure over its months:
 * `calendar_month(month_start, month_end, year)`.
 */
export function calendarMonthView(): string {
  return `CREATE OR REPLACE VIEW calendar_month AS
    SELECT month_start, last_day(month_start) AS month_end, year(month_start) AS "year"
    FROM (SELECT unnest(generate_series(DATE '1949-01-01', DATE '2199-12-01', INTERVAL 1 MONTH))::DATE AS month_start)`
}
