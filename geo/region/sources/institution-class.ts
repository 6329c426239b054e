import type { FacilityCategory, FacilityTier } from '@cockpit/domain/territory/territory'

/** 医院等级 as lists write it, in one of its three grades and 甲, 乙, 丙 or 特等. */
const GRADES: readonly [pattern: RegExp, tier: FacilityTier][] = [
  [/^(三级|三甲|三乙|三丙|3级|Ⅲ级)/, 'tertiary'],
  [/^(二级|二甲|二乙|二丙|2级|Ⅱ级)/, 'secondary'],
  [/^(一级|一甲|一乙|一丙|1级|Ⅰ级)/, 'primary'],
]

export type TierOfGrade =
  | { readonly ok: true; readonly tier: FacilityTier }
  | { readonly ok: false; readonly reason: 'grade-missing' | 'grade-unknown' }

/** The tier that a grade text names. A missing grade (未评, 未定级, empty) is not the lowest one. */
export function tierOfGrade(text: string): TierOfGrade {
  const grade = text.replace(/\s+/g, '')
  if (grade === '' || /^(未评|未定级|未定等|无|-)/.test(grade)) return { ok: false, reason: 'grade-missing' }
  const found = GRADES.find(([pattern]) => pattern.test(grade))
  return found ? { ok: true, tier: found[1] } : { ok: false, reason: 'grade-unknown' }
}

/** First hit wins: a 妇幼保健院 with 中医 in its name is the former by licence, a 乡镇卫生院 stays one whatever else it is called. */
const CATEGORIES: readonly [pattern: RegExp, category: FacilityCategory][] = [
  [/社区卫生服务/, 'community'],
  [/卫生院/, 'township'],
  [/妇幼|妇产|儿童|妇女/, 'maternal'],
  [/中医|中西医|民族医|藏医|蒙医|苗医/, 'traditional'],
  [
    /眼科|口腔|牙|骨科|骨伤|精神|心理|肿瘤|传染|结核|皮肤|康复|胸科|肛肠|整形|美容|烧伤|肝胆|疗养|专科|老年病|男科|妇科/,
    'specialised',
  ],
]

/** The category that a name suggests; a hospital that says nothing else is a general one. */
export function categoryOfName(name: string): FacilityCategory {
  return CATEGORIES.find(([pattern]) => pattern.test(name))?.[1] ?? 'general'
}
