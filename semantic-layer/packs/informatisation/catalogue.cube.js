import { areaCube, heldMonths, measuresOf } from './cube-shape.js'

const entries = measuresOf({
  standard:
    '卫生健康数据资源目录（省、市两级）；浙卫办〔2019〕14号《“互联网+医疗健康”示范省建设行动方案（2019—2022年）》',
  owner: '规划发展与信息化处',
  tables: ['catalogue_entry'],
})
const of = ['条', 'entries']
const flagged = (column, zh, en) =>
  entries.stock(`CASE WHEN ${column} THEN 1 ELSE 0 END`, {
    name: [`${zh}目录数`, `Entries ${en}`],
    unit: of,
    direction: 'higher',
    formula: [`期末${zh}的目录数`, `Entries ${en} at the end of the period`],
  })
const eighty = (numerator, zh, en) =>
  entries.share(numerator, 'registered', {
    name: [`${zh}率`, `Share ${en}`],
    direction: 'higher',
    evidence: 'policy',
    formula: [`${zh}的目录数 ÷ 已登记目录数`, `Entries ${en} ÷ entries registered`],
    target: {
      min: 0.8,
      source: '浙卫办〔2019〕14号：到2022年，面向医疗卫生机构、居民、管理者的基本数据各 80%',
      evidence: 'policy',
    },
  })

/* An entry stands from the month it was registered; its flags are those of the newest file. */
cube(
  'dataCatalogue',
  areaCube({
    pack: 'informatisation',
    tables: ['catalogue_entry'],
    grain: 'month',
    facts: heldMonths(
      `SELECT area_code, class, claimed, shareable, readable, monitored, coalesce(items, 0) AS items,
        coalesce(collected_on, DATE '2099-12-31') AS collected_from, registered_on, DATE '2099-12-31' AS held_to FROM catalogue_entry`,
      'registered_on',
      'held_to',
    ),
    day: 'held_month',
    dimensions: { catalogueClass: 'class' },
    measures: {
      registered: entries.stock('1', {
        name: ['已登记目录数', 'Entries registered'],
        unit: of,
        direction: 'higher',
        formula: [
          '期末已登记的二级目录数（可按类目、认领地分解）',
          'Second-level entries registered, by class and by place',
        ],
      }),
      claimed: flagged('claimed', '已认领', 'claimed'),
      collected: flagged('collected_from <= held_month', '已归集', 'collected'),
      shareable: flagged('shareable', '机构可共享', 'shared between institutions'),
      readable: flagged('readable', '居民可调阅', 'open to residents'),
      monitored: flagged('monitored', '管理者可实时监控', 'monitored in real time'),
      items: entries.stock('items', {
        name: ['数据项数', 'Data items'],
        unit: ['项', 'items'],
        formula: ['期末已登记目录的数据项之和', 'Data items of the entries registered'],
      }),
      claimedShare: entries.share('claimed', 'registered', {
        name: ['目录认领率', 'Share claimed'],
        direction: 'higher',
        formula: ['已认领目录数 ÷ 已登记目录数', 'Entries claimed ÷ entries registered'],
      }),
      collectedShare: entries.share('collected', 'registered', {
        name: ['目录归集率', 'Share collected'],
        direction: 'higher',
        formula: ['已归集目录数 ÷ 已登记目录数', 'Entries collected ÷ entries registered'],
      }),
      shareableShare: eighty('shareable', '机构可共享', 'shared between institutions'),
      readableShare: eighty('readable', '居民可调阅', 'open to residents'),
      monitoredShare: eighty('monitored', '管理者可实时监控', 'monitored in real time'),
    },
  }),
)

const applications = measuresOf({
  standard: '渝卫发〔2023〕70号《重庆市数字健康建设实施方案（2023—2027年）》表1',
  evidence: 'policy',
  owner: '规划发展与信息化处',
  tables: ['application'],
})
const online = (condition) => `CASE WHEN online_from <= held_month AND ${condition} THEN 1 ELSE 0 END`
const stood = (sql, zh, en, min, rows) =>
  applications.stock(sql, {
    name: [zh, en],
    unit: ['个', 'applications'],
    direction: 'higher',
    formula: [`期末${zh}`, `${en} at the end of the period`],
    target: { min, source: `渝卫发〔2023〕70号 表1 ${rows}`, evidence: 'policy' },
  })

cube(
  'applications',
  areaCube({
    pack: 'informatisation',
    tables: ['application'],
    grain: 'month',
    facts: heldMonths(
      `SELECT area_code, kind, portal, audience, target_users, registered_users, coalesce(online_on, DATE '2099-12-31') AS online_from,
        coalesce(approved_on, online_on) AS approved_from, DATE '2099-12-31' AS held_to FROM application
        WHERE approved_on IS NOT NULL OR online_on IS NOT NULL`,
      'approved_from',
      'held_to',
    ),
    day: 'held_month',
    dimensions: { portal: 'portal', audience: 'audience' },
    rolledUp: false,
    measures: {
      approved: stood(
        "CASE WHEN kind = '业务应用' THEN 1 ELSE 0 END",
        '业务应用申报通过数',
        'Applications approved',
        6,
        '第1行（2025年 6）',
      ),
      residentsPortal: stood(
        online("portal = '居民端'"),
        '居民端上线应用数',
        'Applications online for residents',
        4,
        '第2行 “渝快办”（2025年 4）',
      ),
      officialsPortal: stood(
        online("portal = '政务端'"),
        '政务端上线应用数',
        'Applications online for officials',
        4,
        '第3行 “渝快政”（2025年 4）',
      ),
      components: stood(
        online("kind = '能力组件'"),
        '能力组件上架数',
        'Components on the shelf',
        10,
        '第4行 IRS（2025年 10）',
      ),
      targetUsers: applications.stock('target_users', {
        name: ['目标用户数', 'Users aimed at'],
        unit: ['人', 'people'],
        formula: ['期末应用的目标用户数之和', 'Users aimed at, added up'],
      }),
      registeredUsers: applications.stock('registered_users', {
        name: ['注册用户数', 'Registered users'],
        unit: ['人', 'people'],
        direction: 'higher',
        formula: ['期末应用的注册用户数之和', 'Registered users, added up'],
      }),
      registeredShare: applications.share('registeredUsers', 'targetUsers', {
        name: ['重大应用活跃率（注册口径）', 'Users registered, share'],
        direction: 'higher',
        formula: [
          '注册用户数 ÷ 目标用户数；政策名为活跃率，实为注册率',
          'Registered ÷ aimed at; the policy says active, it counts registered',
        ],
        target: { min: 0.7, source: '渝卫发〔2023〕70号 表1 第11行（2025年 70%）', evidence: 'policy' },
      }),
    },
  }),
)
