import { facilityCube, heldMonths, measuresOf } from './cube-shape.js'

const register = measuresOf({
  standard: '卫健统 设备调查；大型医用设备配置许可管理目录（2023年）',
  owner: '财务处（大型设备）',
  tables: ['equipment'],
})
const units = ['台', 'units']
const perMillion = (id, numerator, zh, en) =>
  register.rate(id, numerator, {
    name: [`每百万人口${zh}`, `${en} per million`],
    unit: ['台/百万人', 'per million'],
    per: 1000000,
    formula: [
      `期末在用${zh}台数 × 1000000 ÷ 常住人口`,
      `${en} in service at the end of the period × 1,000,000 ÷ residents`,
    ],
  })
const only = (name) => `CASE WHEN class = '${name}' THEN 1 ELSE 0 END`
const among = (...names) => `CASE WHEN class IN (${names.map((name) => `'${name}'`).join(', ')}) THEN 1 ELSE 0 END`
const counted = (name, zh, en, rate) =>
  register.stock(only(name), {
    name: [`${zh}在用台数`, `${en} in service`],
    unit: units,
    formula: [`期末在用的${zh}台数`, `${en} in service at the end of the period`],
    rates: [perMillion(rate, rate.replace('PerMillion', ''), zh, en)],
  })

cube(
  'equipment',
  facilityCube({
    pack: 'resources',
    tables: ['equipment'],
    grain: 'month',
    facts: heldMonths(
      `SELECT facility_id, asset_id, class, licence_class, coalesce(price, 0) AS price, installed_on,
        coalesce(retired_on, DATE '2099-12-31') AS held_to FROM equipment`,
      'installed_on',
      'held_to',
    ),
    day: 'held_month',
    unrolled:
      'a register of ten thousand assets would be held as three million asset-months; those asked for are quickly made',
    dimensions: { equipmentClass: 'class', licenceClass: 'licence_class' },
    measures: {
      units: register.stock('1', {
        name: ['大型设备在用台数', 'Equipment in service'],
        unit: units,
        formula: ['期末在用设备台数（可按类别分解）', 'Equipment in service at the end of the period, by class'],
        rates: [perMillion('unitsPerMillion', 'units', '大型设备', 'Equipment')],
      }),
      linac: counted('直线加速器', '直线加速器', 'Linear accelerators', 'linacPerMillion'),
      petCt: counted('PET/CT', 'PET/CT', 'PET/CT', 'petCtPerMillion'),
      petMr: counted('PET/MR', 'PET/MR', 'PET/MR', 'petMrPerMillion'),
      classA: register.stock(among('重离子质子放射治疗系统', '高端放射治疗设备'), {
        name: ['甲类大型医用设备在用台数', 'Class A equipment in service'],
        unit: units,
        standard: '大型医用设备配置许可管理目录（2023年），国卫财务发〔2023〕7号',
        evidence: 'verified',
        version: '2023',
        effectiveFrom: '2023-03-03',
        change: [
          'PET/MR 由甲类调为乙类，不再计入。生效日取通知落款日期，待与原文核对',
          'PET/MR moved from class 甲 to 乙 and no longer counts. In force from the day on the notice, to be checked against the text',
        ],
        earlier: [
          {
            version: '2018',
            effectiveFrom: '2018-03-29',
            standard: '大型医用设备配置许可管理目录（2018年）（生效日待与原文核对）',
            evidence: 'verified',
            measure: 'classAOf2018',
            formula: [
              '期末在用的重离子质子放射治疗系统、高端放射治疗设备与 PET/MR 台数（不含按首次配置金额列入的品目）',
              'Heavy-ion and proton systems, high-end radiotherapy and PET/MR in service; items listed by their price alone left out',
            ],
          },
        ],
        formula: [
          '期末在用的重离子质子放射治疗系统与高端放射治疗设备台数（不含按首次配置金额列入的品目）',
          'Heavy-ion and proton systems and high-end radiotherapy in service; items listed by their price alone left out',
        ],
      }),
      classAOf2018: register.part(among('重离子质子放射治疗系统', '高端放射治疗设备', 'PET/MR')),
      dsa: counted('DSA', 'DSA', 'DSA', 'dsaPerMillion'),
      worth: register.stock('price', {
        name: ['大型设备原值', 'Purchase value of equipment'],
        unit: ['元', 'yuan'],
        format: 'money',
        formula: ['期末在用设备的购置金额之和', 'Prices of the equipment in service'],
      }),
    },
  }),
)

const use = measuresOf({
  standard: '大型医用设备使用情况月报',
  owner: '财务处（大型设备）',
  tables: ['equipment_use', 'equipment'],
})

cube(
  'equipmentUse',
  facilityCube({
    pack: 'resources',
    tables: ['equipment_use', 'equipment'],
    grain: 'month',
    facts: `SELECT u.facility_id, u.month_start, u.exams, u.judged, u.positive, u.service_days, e.class AS class
      FROM equipment_use u JOIN equipment e ON e.asset_id = u.asset_id`,
    day: 'month_start',
    dimensions: { equipmentClass: 'class' },
    measures: {
      exams: use.sum('exams', {
        name: ['大型设备检查人次', 'Examinations on large equipment'],
        unit: ['人次', 'examinations'],
        formula: ['检查（治疗）人次之和', 'Examinations or treatments'],
      }),
      judged: use.part('judged'),
      positive: use.part('positive'),
      serviceDays: use.part('service_days'),
      positiveShare: use.share('positive', 'judged', {
        name: ['大型设备检查阳性率', 'Share of positive examinations'],
        direction: 'higher',
        formula: ['阳性人次 ÷ 有结论的检查人次', 'Positive ÷ examinations with a finding'],
        target: { min: 0.7, source: '大型设备检查阳性率默认目标（可配置）', evidence: 'default' },
      }),
      examsPerDay: use.ratio('exams', 'serviceDays', {
        name: ['台均日检查人次', 'Examinations per unit and day'],
        unit: ['人次/台日', 'per unit and day'],
        digits: 1,
        direction: 'monitor',
        formula: ['检查人次 ÷ 开机台日', 'Examinations ÷ unit-days in service'],
      }),
    },
  }),
)

const licences = measuresOf({
  standard: '大型医用设备配置许可管理目录（2023年），国卫财务发〔2023〕7号',
  owner: '财务处（大型设备）',
  tables: ['licence'],
})

cube(
  'licences',
  facilityCube({
    pack: 'resources',
    tables: ['licence'],
    grain: 'month',
    facts: `SELECT l.*, CASE WHEN l.valid_to >= m.month_end THEN 1 ELSE 0 END AS in_force,
        CASE WHEN l.valid_to >= m.month_end AND l.valid_to < m.month_end + INTERVAL 90 DAY THEN 1 ELSE 0 END AS ending
      FROM (${heldMonths("SELECT facility_id, licence_no, item, licence_class, units, valid_from, valid_to, DATE '2099-12-31' AS held_to FROM licence", 'valid_from', 'held_to')}) l
      JOIN calendar_month m ON m.month_start = l.held_month`,
    day: 'held_month',
    dimensions: { licenceClass: 'licence_class', item: 'item' },
    rolledUp: false,
    measures: {
      inForce: licences.stock('in_force', {
        name: ['有效配置许可数', 'Licences in force'],
        unit: ['件', 'licences'],
        formula: ['期末在有效期内的许可证数', 'Licences valid on the last day of the period'],
      }),
      expired: licences.stock('1 - in_force', {
        name: ['过期配置许可数', 'Licences expired'],
        unit: ['件', 'licences'],
        direction: 'lower',
        formula: ['期末已过有效期的许可证数', 'Licences no longer valid on the last day of the period'],
      }),
      ending: licences.stock('ending', {
        name: ['90日内到期的配置许可数', 'Licences that end within 90 days'],
        unit: ['件', 'licences'],
        direction: 'lower',
        formula: [
          '期末起 90 日内到期的有效许可证数',
          'Valid licences that end within 90 days of the period’s last day',
        ],
      }),
      unitsLicensed: licences.stock('CASE WHEN in_force = 1 THEN units ELSE 0 END', {
        name: ['有效许可台数', 'Units licensed'],
        unit: units,
        formula: ['期末有效许可的台数之和', 'Units under licences in force'],
      }),
    },
  }),
)
