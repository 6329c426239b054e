import { amount, text } from '../columns'
import type { WarehouseTable } from '../contract'

/**
 * Tables of which a known share was sent, by agreement: one front page in fourteen, say. Means and shares hold, counts do not, and a
 * comparison with another table allows for it. A table without a row was sent whole.
 */
export const tableSample: WarehouseTable = {
  name: 'table_sample',
  title: { zh: '抽样报送的表', en: 'Tables sent as a known sample' },
  grain: 'table',
  key: ['table_name'],
  owedBy: [],
  columns: [
    text('table_name', '表名', 'Table'),
    amount('share', '报送占全部的比例（0 至 1）', 'Share of the whole that was sent, 0 to 1', {
      headers: ['share', '抽样比例'],
      min: 0.000001,
      max: 1,
    }),
  ],
  checks: [],
}
