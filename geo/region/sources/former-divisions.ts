/**
 * Divisions that older lists still name, and the division that took most of them over. Only changes whose new name shares no stem
 * with the old one need a line; 永川市 to 永川区 is found by the stem. Source: notices of the State Council on division changes.
 */
export const FORMER_DIVISIONS: readonly { readonly province: string; readonly former: string; readonly now: string }[] =
  [
    { province: '500000', former: '万盛区', now: '500110' }, // 2011, into 綦江区
    { province: '500000', former: '双桥区', now: '500111' }, // 2011, into 大足区
    { province: '500000', former: '开县', now: '500154' }, // 2016, 开州区
    { province: '330000', former: '下城区', now: '330105' }, // 2021, into 拱墅区
    { province: '330000', former: '江干区', now: '330102' }, // 2021, most of it into 上城区, the east into 钱塘区
    { province: '330000', former: '江东区', now: '330212' }, // 2016, into 鄞州区
    { province: '330000', former: '玉环县', now: '331083' }, // 2017, 玉环市
    { province: '330000', former: '绍兴县', now: '330603' }, // 2013, 柯桥区
  ]
