/** A drug of the demonstration's dictionary. Package sizes and prices are invented; no product and no maker is named. */
export interface DemoDrug {
  readonly code: string
  readonly name: string
  readonly atc: string
  /** Grams a day; 0 where the class has none. */
  readonly ddd: number
  readonly essential: boolean
  readonly level: '' | '非限制' | '限制' | '特殊'
  readonly group: string
  readonly procured: boolean
  /** Defined daily doses in a package, and its price in yuan. */
  readonly doses: number
  readonly price: number
  /** How much it is used among its like. */
  readonly weight: number
}

type Line = readonly [
  name: string,
  atc: string,
  ddd: number,
  essential: 0 | 1,
  level: 0 | 1 | 2 | 3,
  procured: 0 | 1,
  doses: number,
  price: number,
  weight: number,
]

const LEVELS = ['', '非限制', '限制', '特殊'] as const

/** Procured lines become two drugs: the selected product and another of the same variety, dearer and less used. */
const LINES: readonly Line[] = [
  ['阿莫西林', 'J01CA04', 1.5, 1, 1, 1, 4, 9, 5],
  ['头孢呋辛', 'J01DC02', 3, 1, 1, 1, 0.5, 12, 9],
  ['头孢唑林', 'J01DB04', 3, 1, 1, 1, 0.5, 8, 9],
  ['头孢曲松', 'J01DD04', 2, 1, 1, 1, 0.5, 6, 8],
  ['左氧氟沙星', 'J01MA12', 0.5, 1, 1, 1, 1, 14, 9],
  ['阿奇霉素', 'J01FA10', 0.3, 1, 1, 1, 1.6, 15, 5],
  ['甲硝唑', 'J01XD01', 1.5, 1, 1, 0, 0.5, 3, 4],
  ['头孢哌酮舒巴坦', 'J01DD62', 4, 0, 2, 1, 0.4, 35, 8],
  ['哌拉西林他唑巴坦', 'J01CR05', 14, 1, 2, 1, 0.3, 28, 6],
  ['莫西沙星', 'J01MA14', 0.4, 1, 2, 1, 1, 40, 4],
  ['美罗培南', 'J01DH02', 3, 0, 3, 1, 0.3, 60, 3],
  ['亚胺培南西司他丁', 'J01DH51', 2, 0, 3, 0, 0.3, 110, 1.5],
  ['万古霉素', 'J01XA01', 2, 1, 3, 1, 0.3, 85, 1.2],
  ['替加环素', 'J01AA12', 0.1, 0, 3, 1, 0.5, 160, 0.6],
  ['氨氯地平', 'C08CA01', 0.005, 1, 0, 1, 28, 10, 9],
  ['缬沙坦', 'C09CA03', 0.08, 1, 0, 1, 28, 18, 6],
  ['阿托伐他汀', 'C10AA05', 0.02, 1, 0, 1, 14, 12, 9],
  ['二甲双胍', 'A10BA02', 2, 1, 0, 1, 15, 12, 7],
  ['甘精胰岛素', 'A10AE04', 0, 1, 0, 1, 7, 70, 5],
  ['泮托拉唑', 'A02BC02', 0.04, 0, 0, 1, 1, 9, 9],
  ['氯吡格雷', 'B01AC04', 0.075, 1, 0, 1, 7, 18, 7],
  ['阿司匹林', 'B01AC06', 0.1, 1, 0, 1, 30, 12, 6],
  ['布洛芬', 'M01AE01', 1.2, 1, 0, 1, 10, 8, 5],
  ['孟鲁司特', 'R03DC03', 0.01, 1, 0, 1, 6, 15, 3],
  ['紫杉醇', 'L01CD01', 0, 1, 0, 1, 1, 180, 1],
  ['卡培他滨', 'L01BC06', 0, 1, 0, 1, 1, 150, 1],
  ['地塞米松', 'H02AB02', 0.0015, 1, 0, 0, 3, 5, 4],
  ['氯化钾', 'A12BA01', 3, 1, 0, 0, 2, 6, 4],
]

export const DEMO_DRUGS: readonly DemoDrug[] = LINES.flatMap((line, index) => {
  const [name, atc, ddd, essential, level, procured, doses, price, weight] = line
  const drug = (suffix: string, selected: boolean): DemoDrug => ({
    code: `DEMO-Y${String(index + 1).padStart(3, '0')}${suffix}`,
    name,
    atc,
    ddd,
    essential: essential === 1,
    level: LEVELS[level],
    group: procured === 1 ? name : '',
    procured: selected,
    doses,
    price: selected || procured === 0 ? price : price * 4,
    weight: procured === 0 ? weight : weight * (selected ? 0.8 : 0.2),
  })
  return procured === 1 ? [drug('A', true), drug('B', false)] : [drug('A', false)]
})

export const DEMO_ANTIBACTERIALS = DEMO_DRUGS.filter((drug) => drug.level !== '')
export const DEMO_OTHER_DRUGS = DEMO_DRUGS.filter((drug) => drug.level === '')
