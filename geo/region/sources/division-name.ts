/** The peoples that stand in names of autonomous divisions, as GB/T 3304 writes them, where one of them has such a division. */
const PEOPLES =
  '汉族|蒙古族|回族|藏族|维吾尔族|苗族|彝族|壮族|布依族|朝鲜族|满族|侗族|瑶族|白族|土家族|哈尼族|哈萨克族|傣族|黎族|傈僳族|佤族|畲族|拉祜族|水族|东乡族|纳西族|景颇族|柯尔克孜族|土族|达斡尔族|仫佬族|羌族|布朗族|撒拉族|毛南族|仡佬族|锡伯族|普米族|塔吉克族|怒族|鄂温克族|德昂族|保安族|裕固族|独龙族|鄂伦春族|各族|哈萨克|维吾尔|柯尔克孜|蒙古|塔吉克|锡伯|达斡尔|鄂温克|鄂伦春'
const KIND = new RegExp(`(?:(?:${PEOPLES})*自治[县州旗区]|特别行政区|林区|矿区|地区|省|市|区|县|旗|盟)$`)

/**
 * The part of a division's name that stays when its kind changes: 石柱 of 石柱土家族自治县, 永川 of 永川市 and of 永川区.
 * A name that would shrink to one sign keeps its kind (忠县), for one sign alone says too little to match by.
 */
export function divisionStem(name: string): string {
  const stem = name.replace(KIND, '')
  return stem.length >= 2 ? stem : name
}
