import { readNumeral } from './numeral'

/** What a name says the institution is for; two that say different things are two institutions, whatever else agrees. */
export type Speciality =
  | 'traditional'
  | 'maternal'
  | 'children'
  | 'psychiatric'
  | 'infectious'
  | 'tumour'
  | 'dental'
  | 'eye'
  | 'bone'
  | 'skin'
  | 'cosmetic'
  | 'community'
  | 'township'
  | 'prevention'

/** One of the names an institution goes by. */
export interface NamePart {
  /** NFKC, without blanks and brackets. */
  readonly full: string
  /** The divisions it begins with, as stems: 杭州, 萧山. */
  readonly places: readonly string[]
  /** What is left after the divisions, the number and the branch: 人民医院. */
  readonly core: string
  /** 第十三 is 13. */
  readonly ordinal: number | null
  readonly specialities: readonly Speciality[]
  /** 分院, 院区, 门诊部 named behind the institution; '' when it says only 分院. */
  readonly branch: string | null
}

export interface InstitutionName {
  /** The name in use comes first; then names in brackets, names written one behind the other, former names. */
  readonly names: readonly NamePart[]
  /** Which of `names` are said to be former ones. */
  readonly former: ReadonlySet<NamePart>
}

const SPECIALITIES: readonly (readonly [Speciality, RegExp])[] = [
  ['community', /社区卫生|卫生服务(中心|站)/],
  ['township', /卫生院/],
  ['traditional', /中医|中西医|针灸|推拿|民族医|藏医|蒙医|苗医/],
  ['maternal', /妇幼|妇产|妇女|妇科|生殖/],
  ['children', /儿童|儿科/],
  ['psychiatric', /精神|心理|心身/],
  ['infectious', /传染|肝病|结核|肺科|胸科/],
  ['tumour', /肿瘤/],
  ['dental', /口腔|牙/],
  ['eye', /眼/],
  ['bone', /骨/],
  ['skin', /皮肤|麻风/],
  ['cosmetic', /整形|美容/],
  ['prevention', /防治(院|所|站)|保健所/],
]

const SUFFIX = '医院|卫生院|保健院|防治院|精神病院|康复院|疗养院|职工总院'
const ENDS = new RegExp(
  `(?:${SUFFIX}|中心|研究院|研究所|防治所|保健所|门诊部|门诊|诊所|卫生所|卫生室|服务站|医务室|机构|美容|整形|院)$`,
)
const BRANCH = /(?:分院|院区|分部|院部|门诊部|校区)$/
const FORMER = /^(?:原名称?|原称?|曾用名|旧称|旧名|前身|前称)[:为是]?/

/**
 * Takes apart an institution's name as people write it: brackets, former names, two names written one behind the other, a branch,
 * a number in any writing. It decides nothing; what two names have in common is for `similarity`.
 * @param places names and stems of the divisions that may stand at the head, former ones included
 */
export function parseInstitutionName(text: string, places: ReadonlySet<string>): InstitutionName {
  const plain = text.normalize('NFKC').replace(/[\s\u200b\ufeff·•'"“”]+/g, '')
  const asides: string[] = []
  let head = plain
  for (let inner = /\(([^()]*)\)/.exec(head); inner; inner = /\(([^()]*)\)/.exec(head)) {
    asides.push(inner[1] ?? '')
    head = head.slice(0, inner.index) + head.slice(inner.index + inner[0].length)
  }
  head = head.replace(/[()]/g, '')
  const names: NamePart[] = separate(head).map((name) => namePart(name, places))
  const former = new Set<NamePart>()
  for (const aside of asides) {
    const wasCalled = FORMER.test(aside)
    for (const one of aside.replace(FORMER, '').split(/[、,;/]/)) {
      if (BRANCH.test(one) && !separate(one)[0]?.includes('医院') && names[0] && names[0].branch === null)
        names[0] = { ...names[0], branch: one.replace(BRANCH, '') }
      else if (ENDS.test(one))
        for (const name of separate(one)) {
          const part = namePart(name, places)
          names.push(part)
          if (wasCalled) former.add(part)
        }
    }
  }
  return { names, former }
}

/** Two names written one behind the other: 重庆市第六人民医院重庆市职业病防治院. What begins with 分院, 附属, 大学 goes on with the same name. */
function separate(text: string): string[] {
  const names: string[] = []
  let rest = text.replace(/[、,;/]+/g, '|')
  for (const piece of rest.split('|')) {
    rest = piece
    const cut = new RegExp(`(?:${SUFFIX})(?=.{4,}$)`, 'g')
    let from = 0
    for (let found = cut.exec(piece); found; found = cut.exec(piece)) {
      const at = found.index + found[0].length
      const next = piece.slice(at)
      if (
        !ENDS.test(next) ||
        BRANCH.test(next) ||
        /^(?:附属|分院|大学|学院|第.{1,3}门诊|健康|医学|管理|集团)/.test(next)
      )
        continue
      names.push(piece.slice(from, at))
      from = at
    }
    rest = piece.slice(from)
    if (rest !== '') names.push(rest)
  }
  return names
}

function namePart(text: string, places: ReadonlySet<string>): NamePart {
  const found = placesOf(text, places)
  let core = text.slice(found.length)
  let branch: string | null = null
  const behind = new RegExp(`^(.*?(?:${SUFFIX}))(.*)$`).exec(core)
  if (behind?.[1] && behind[2] && BRANCH.test(behind[2])) {
    core = behind[1]
    branch = behind[2].replace(/(?:分院|院区|分部|院部|校区)$/, '')
  } else if (/分院$/.test(core)) {
    core = core.replace(/分院$/, '')
    branch = ''
  }
  let ordinal: number | null = null
  core = core.replace(
    /第([零〇一二两三四五六七八九十百\d]{1,4})(?!军医)|^([零〇一二三四五六七八九\d]{3})(?=医院|职工)|([一二三四五六七八九十])(?=院$)/,
    (_whole, numbered: string, bare: string, short: string) => {
      ordinal = readNumeral(numbered ?? bare ?? short)
      return short ? '医' : ''
    },
  )
  return {
    full: text,
    places: found.stems,
    core: core.replace(/中医医院$/, '中医院').replace(/总医院$/, '医院'),
    ordinal,
    specialities: SPECIALITIES.flatMap(([name, pattern]) => (pattern.test(text) ? [name] : [])),
    branch,
  }
}

/** Divisions at the head, the longest first, one after another. Something must be left that can be a name. */
function placesOf(text: string, places: ReadonlySet<string>): { length: number; stems: string[] } {
  const stems: string[] = []
  let length = 0
  for (;;) {
    const rest = text.slice(length)
    const size = [12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2].find(
      (size) =>
        rest.length >= size + 2 && places.has(rest.slice(0, size)) && !/^(?:立|级|直|郊)/.test(rest.slice(size)),
    )
    if (size === undefined) return { length, stems }
    stems.push(stemOf(rest.slice(0, size)))
    length += size
  }
}

/** 萧山区 and 萧山 are one place, and so are 永川市 of old and 永川区 of today. */
export function stemOf(place: string): string {
  const stem = place.replace(/(?:土家族|苗族|畲族|蒙古族|回族|壮族|侗族|布依族|各族|仡佬族|水族)+自治[县区州]$/, '')
  return stem.length > 2 ? stem.replace(/(?:省|自治区|市|新区|区|县|旗|盟|州)$/, '') : stem
}

/** Every writing of a division's name that may head an institution's name. */
export function placeNames(names: Iterable<string>): Set<string> {
  const all = new Set<string>()
  for (const name of names) {
    const plain = name.normalize('NFKC').replace(/\s+/g, '')
    const stem = stemOf(plain)
    all.add(plain)
    if (stem.length >= 2) for (const end of ['', '市', '区', '县', '省']) all.add(stem + end)
  }
  return all
}
