/**
 * English names of the divisions in the demonstration, by GB/T 2260 code: the stem only, the kind follows from the Chinese
 * name. Written out because the boundary package has none and automatic romanisation gets 台州, 乐清 or 丽水 wrong.
 */
const STEMS: Readonly<Record<string, string>> = parse(`
330000 Zhejiang 330100 Hangzhou 330200 Ningbo 330300 Wenzhou 330400 Jiaxing 330500 Huzhou 330600 Shaoxing 330700 Jinhua
330800 Quzhou 330900 Zhoushan 331000 Taizhou 331100 Lishui
330102 Shangcheng 330105 Gongshu 330106 Xihu 330108 Binjiang 330109 Xiaoshan 330110 Yuhang 330111 Fuyang 330112 Lin'an
330113 Linping 330114 Qiantang 330122 Tonglu 330127 Chun'an 330182 Jiande 330203 Haishu 330205 Jiangbei 330206 Beilun
330211 Zhenhai 330212 Yinzhou 330213 Fenghua 330225 Xiangshan 330226 Ninghai 330281 Yuyao 330282 Cixi 330302 Lucheng
330303 Longwan 330304 Ouhai 330305 Dongtou 330324 Yongjia 330326 Pingyang 330327 Cangnan 330328 Wencheng 330329 Taishun
330381 Rui'an 330382 Yueqing 330383 Longgang 330402 Nanhu 330411 Xiuzhou 330421 Jiashan 330424 Haiyan 330481 Haining
330482 Pinghu 330483 Tongxiang 330502 Wuxing 330503 Nanxun 330521 Deqing 330522 Changxing 330523 Anji 330602 Yuecheng
330603 Keqiao 330604 Shangyu 330624 Xinchang 330681 Zhuji 330683 Shengzhou 330702 Wucheng 330703 Jindong 330723 Wuyi
330726 Pujiang 330727 Pan'an 330781 Lanxi 330782 Yiwu 330783 Dongyang 330784 Yongkang 330802 Kecheng 330803 Qujiang
330822 Changshan 330824 Kaihua 330825 Longyou 330881 Jiangshan 330902 Dinghai 330903 Putuo 330921 Daishan 330922 Shengsi
331002 Jiaojiang 331003 Huangyan 331004 Luqiao 331022 Sanmen 331023 Tiantai 331024 Xianju 331081 Wenling 331082 Linhai
331083 Yuhuan 331102 Liandu 331121 Qingtian 331122 Jinyun 331123 Suichang 331124 Songyang 331125 Yunhe 331126 Qingyuan
331127 Jingning_She 331181 Longquan
500000 Chongqing 500101 Wanzhou 500102 Fuling 500103 Yuzhong 500104 Dadukou 500105 Jiangbei 500106 Shapingba 500107 Jiulongpo
500108 Nan'an 500109 Beibei 500110 Qijiang 500111 Dazu 500112 Yubei 500113 Banan 500114 Qianjiang 500115 Changshou
500116 Jiangjin 500117 Hechuan 500118 Yongchuan 500119 Nanchuan 500120 Bishan 500151 Tongliang 500152 Tongnan 500153 Rongchang
500154 Kaizhou 500155 Liangping 500156 Wulong 500229 Chengkou 500230 Fengdu 500231 Dianjiang 500233 Zhongxian 500235 Yunyang
500236 Fengjie 500237 Wushan 500238 Wuxi 500240 Shizhu_Tujia 500241 Xiushan_Tujia_and_Miao 500242 Youyang_Tujia_and_Miao
500243 Pengshui_Miao_and_Tujia
`)

const KINDS: readonly [suffix: string, english: string][] = [
  ['自治县', 'Autonomous County'],
  ['省', 'Province'],
  ['市', 'City'],
  ['区', 'District'],
  ['县', 'County'],
]

/** English name of a division; the code stands in where the table has no stem, so that nothing is invented. */
export function englishAreaName(code: string, chinese: string): string {
  const stem = STEMS[code]
  const kind = KINDS.find(([suffix]) => chinese.endsWith(suffix))
  if (!stem) return `Area ${code}`
  if (!kind || stem.endsWith('xian')) return stem.endsWith('xian') ? `${stem.slice(0, -4)} County` : stem
  return `${stem} ${kind[1]}`
}

function parse(text: string): Record<string, string> {
  const words = text.trim().split(/\s+/)
  const stems: Record<string, string> = {}
  for (let index = 0; index + 1 < words.length; index += 2) {
    stems[words[index] as string] = (words[index + 1] as string).replaceAll('_', ' ')
  }
  return stems
}
