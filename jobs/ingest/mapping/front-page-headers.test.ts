import { packRoots } from '@cockpit/semantic-layer/packs/folders'
import { loadPacks } from '@cockpit/semantic-layer/packs/load'
import { beforeAll, expect, test } from 'vitest'
import { chooseReading } from './choose-reading'
import { findMappings } from './find-mappings'

let packs: Awaited<ReturnType<typeof loadPacks>>
beforeAll(async () => {
  packs = await loadPacks(packRoots(undefined))
})

const numbered = (header: string, from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, n) => header.replace('#', String(from + n).padStart(2, '0')))

/** The header sets in which front pages come, as the national client and hospital systems write them: each with the column it becomes. */
const HQMS = [
  ...['A01', 'A11', 'A48', 'A49', 'A46C', 'A12C', 'A13', 'A14', 'A16', 'A17', 'A18x01', 'A20', 'A22', 'A24', 'A26'],
  ...['A27', 'A28C', 'A30', 'A35', 'B11C', 'B12', 'B13C', 'B15', 'B16C', 'B20', 'B21C', 'B34C', 'B36C', 'C01C'],
  ...['C03C', 'C05C', ...numbered('C06x#C', 1, 40), ...numbered('C08x#C', 1, 40)],
  ...['C14x01C', 'C16x01', 'C17x01', 'C21x01C', 'C22x01C', ...numbered('C35x#C', 1, 40)],
  ...['C28', 'C29', 'C30', 'C31', 'C32', 'C33', 'D01', 'D09', ...numbered('D#', 11, 34)],
]
/** 卫统4. ZYZD, the diagnosis in words, is left out: its code stands beside it. */
const HIS = {
  identity: ['USERNAME', 'YLFKFS', 'JKKH', 'ZYCS', 'BAH', 'XB', 'CSRQ', 'NL'],
  stay: ['RYTJ', 'RYSJ', 'CYSJ', 'CYKB', 'SJZYTS', 'JBDM', 'SSJCZBM1', 'LYFS', 'ZFY', 'ZFJE'],
  fees: {
    YLFUF: 'D11',
    ZLCZF: 'D12',
    HLF: 'D13',
    SYSZDF: 'D16',
    YXXZDF: 'D17',
    WLZLF: 'D19x01',
    SSZLF: 'D20',
    MAF: 'D20x01',
    SSF: 'D20x02',
    XYF: 'D23',
    KJYWF: 'D23x01',
    ZCYF: 'D24',
    ZCYF1: 'D25',
    HCYYCLF: 'D31',
    YYCLF: 'D32',
    YCXYYCLF: 'D33',
    QTF: 'D34',
  },
}
/** The items of the front page's form, under their own names. */
const FORM = {
  一般医疗服务费: 'D11',
  一般治疗操作费: 'D12',
  护理费: 'D13',
  其他费用: 'D14',
  病理诊断费: 'D15',
  实验室诊断费: 'D16',
  影像学诊断费: 'D17',
  临床诊断项目费: 'D18',
  非手术治疗项目费: 'D19',
  临床物理治疗费: 'D19x01',
  手术治疗费: 'D20',
  麻醉费: 'D20x01',
  手术费: 'D20x02',
  康复费: 'D21',
  中医治疗费: 'D22',
  西药费: 'D23',
  抗菌药物费用: 'D23x01',
  中成药费: 'D24',
  中草药费: 'D25',
  血费: 'D26',
  白蛋白类制品费: 'D27',
  球蛋白类制品费: 'D28',
  凝血因子类制品费: 'D29',
  细胞因子类制品费: 'D30',
  检查用一次性医用材料费: 'D31',
  治疗用一次性医用材料费: 'D32',
  手术用一次性医用材料费: 'D33',
  其他费: 'D34',
}

/** Which column each header becomes, and by which mapping. */
async function read(headers: readonly string[]) {
  const table = packs.flatMap(({ tables }) => tables).find(({ name }) => name === 'discharge')
  if (!table) throw new Error('no table discharge')
  const known = await findMappings({ data: '/nowhere', packs }, 'discharge', 'nobody')
  const grid = { sheet: null, rows: [{ line: 1, cells: [...headers] }] }
  const { match, known: by } = chooseReading([grid], table, { known, asked: null }, 'a.csv')
  return {
    by: by?.id ?? null,
    unread: headers.filter((_, at) => !match.columns[at] && !match.derived.some(({ fields }) => fields.includes(at))),
    canonical: (header: string) => match.columns[headers.indexOf(header)]?.headers[0],
  }
}

test('every header of the HQMS front page is read by its code', async () => {
  expect(await read(HQMS)).toMatchObject({ by: null, unread: [] })
})

test('every header of 卫统4 is read, its fees as the items that the HQMS codes name', async () => {
  const found = await read([...HIS.identity, ...HIS.stay, ...Object.keys(HIS.fees)])
  expect(found).toMatchObject({ by: 'inpatient/his-front-page', unread: [] })
  expect(Object.fromEntries(Object.keys(HIS.fees).map((fee) => [fee, found.canonical(fee)]))).toEqual(HIS.fees)
})

test('under the names of the form every fee is read as its item', async () => {
  const stay = ['机构代码', '病案号', '住院次数', '性别', '入院时间', '出院时间', '出院科别', '实际住院天数']
  const found = await read([...stay, '主要诊断编码', '离院方式', '总费用', '自付金额', ...Object.keys(FORM)])
  expect(found).toMatchObject({ by: 'inpatient/chinese-front-page', unread: [] })
  expect(Object.fromEntries(Object.keys(FORM).map((fee) => [fee, found.canonical(fee)]))).toEqual(FORM)
})
