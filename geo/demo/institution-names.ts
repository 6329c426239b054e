import type { Bilingual } from '@cockpit/domain/ids'
import type { Random } from '@cockpit/domain/random/random'
import type { FacilityCategory } from '@cockpit/domain/territory/territory'

/**
 * Invented names. Every one begins with 演示, so that none can be taken for a real institution, and no two are alike:
 * each word pair is used once in a region, and once the pairs have run out, again with a number (演示云杉第2镇卫生院). Every syllable is romanised by one character only, so the English is unique too.
 */
const FIRST =
  '云yun 青qing 白bai 紫zi 碧bi 银yin 金jin 玉yu 春chun 秋qiu 朗lang 翠cui 丹dan 松song 柏bo 枫feng 桐tong 兰lan 荷he 苇wei 梅mei 竹zhu 橙cheng 星xing 明ming 暖nuan 素su'
const SECOND =
  '杉shan 鹭lu 禾he 雁yan 鸥ou 苗miao 穗sui 泉quan 溪xi 湾wan 汀ting 岚lan 霞xia 霖lin 帆fan 桥qiao 坡po 圃pu 园yuan 谷gu 舟zhou 芽ya 莲lian 葵kui 蕊rui 塘tang 峰feng 田tian 坪ping 渡du'

const KINDS: Readonly<Record<FacilityCategory, Bilingual>> = {
  general: { zh: '综合医院', en: 'General Hospital' },
  traditional: { zh: '中医医院', en: 'Hospital of Traditional Chinese Medicine' },
  maternal: { zh: '妇幼保健院', en: 'Maternal and Child Hospital' },
  specialised: { zh: '骨科医院', en: 'Orthopaedic Hospital' },
  township: { zh: '镇卫生院', en: 'Township Health Centre' },
  community: { zh: '社区卫生服务中心', en: 'Community Health Service Centre' },
}

/** Returns a function that names the next institution of a category. */
export function institutionNames(chance: Random): (category: FacilityCategory) => Bilingual {
  const pairs = syllables(FIRST).flatMap((first) => syllables(SECOND).map((second) => [first, second] as const))
  for (let index = pairs.length - 1; index > 0; index -= 1) {
    const other = chance.below(index + 1)
    const held = pairs[index] as (typeof pairs)[number]
    pairs[index] = pairs[other] as (typeof pairs)[number]
    pairs[other] = held
  }
  let used = 0
  return (category) => {
    const [first, second] = pairs[used % pairs.length] as (typeof pairs)[number]
    const round = 1 + Math.floor(used / pairs.length)
    used += 1
    const stem = `${first.sound}${second.sound}`
    return {
      zh: `演示${first.sign}${second.sign}${round > 1 ? `第${round}` : ''}${KINDS[category].zh}`,
      en: `Demo ${stem[0]?.toUpperCase()}${stem.slice(1)} ${round > 1 ? `No. ${round} ` : ''}${KINDS[category].en}`,
    }
  }
}

function syllables(text: string): { sign: string; sound: string }[] {
  return text.split(' ').map((word) => ({ sign: word[0] as string, sound: word.slice(1) }))
}
