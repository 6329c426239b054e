import { describe, expect, it } from 'vitest'
import { because } from '../skipping'
import { REAL_DATA_MISSING, realRows } from './real-sources'

if (REAL_DATA_MISSING) console.log(REAL_DATA_MISSING)

describe.skipIf(REAL_DATA_MISSING)(
  'beds per 1,000 residents of Zhejiang’s counties',
  because(REAL_DATA_MISSING),
  () => {
    it('come out as the source gives them, to its fifteen digits, on all 90 rows', () => {
      const rows = realRows('county-beds/county_beds_2024_ZJ.csv')
      expect(rows).toHaveLength(90)
      for (const row of rows) {
        const beds = Number(row.医院卫生院床位数)
        // In tens of thousands, hence per 1,000 by a further division by ten.
        const residents = Number(row.年末总人口)
        expect(Number((beds / residents / 10).toPrecision(15)), `${row.县名} ${row.年份}`).toBe(
          Number(row.每千人医院卫生院床位数),
        )
      }
    })

    it('hold 45 counties in two years, and two of them under each other’s code', () => {
      const rows = realRows('county-beds/county_beds_2024_ZJ.csv')
      expect(new Set(rows.map((row) => row.id)).size).toBe(45)
      expect(new Set(rows.map((row) => row.年份))).toEqual(new Set(['2020.0', '2024.0']))
      const codes = new Map(rows.map((row) => [row.县名, row.id]))
      expect(codes.get('余姚市')).toBe('330282.0')
      expect(codes.get('慈溪市')).toBe('330281.0')
    })
  },
)
