import { yearBegins } from '../checks'
import { amount, choice, count, day, facilityId, HOSPITALS, text, yearStart, yesNo } from '../columns'
import type { WarehouseTable } from '../contract'

/** The ten roles of the 2018 standard (国卫办医函〔2018〕1079号), column and name. */
export const EMR_ROLES = [
  ['ward_physician', '病房医师', 'Ward physician'],
  ['ward_nurse', '病房护士', 'Ward nurse'],
  ['clinic_physician', '门诊医师', 'Clinic physician'],
  ['examination', '检查科室', 'Examinations'],
  ['laboratory', '检验处理', 'Laboratory'],
  ['treatment', '治疗信息处理', 'Treatment'],
  ['support', '医疗保障', 'Medical support'],
  ['records', '病历管理', 'Records management'],
  ['record_basis', '电子病历基础', 'Foundations of the record'],
  ['information_use', '信息利用', 'Use of information'],
] as const

export const INTEROP_LEVELS = ['一级', '二级', '三级', '四级乙等', '四级甲等', '五级乙等', '五级甲等'] as const

/** First-level classes of the provincial catalogue of data resources. */
export const CATALOGUE_CLASSES = ['医卫资源', '医疗运营', '公共卫生', '人口发展', '政务服务', '互联网+'] as const

const grade = {
  dateColumn: 'year_start',
  facilityColumn: 'facility_id',
  sentBy: 'commission',
  owedBy: HOSPITALS,
  owedEvery: 'year',
  dueDays: 90,
} as const

export const tables: readonly WarehouseTable[] = [
  {
    name: 'emr_grade',
    title: { zh: '电子病历应用水平分级', en: 'Grades of electronic medical records' },
    grain: 'facility x year',
    key: ['facility_id', 'year_start'],
    ...grade,
    holds: true,
    columns: [
      facilityId,
      yearStart,
      count('level', '级别（0–8）', 'Level, 0 to 8', { max: 8, also: ['评级'] }),
      amount('score', '总分', 'Total score', { required: 'expected', max: 400 }),
      ...EMR_ROLES.map(([name, zh, en]) =>
        amount(name, `${zh}得分`, `Score of ${en.toLowerCase()}`, { required: 'expected', max: 40 }),
      ),
    ],
    checks: [
      yearBegins,
      {
        id: 'roles-do-not-make-the-score',
        column: 'score',
        brokenWhen: `abs(score - (${EMR_ROLES.map(([name]) => name).join(' + ')})) > 1`,
        message: { zh: '十个角色得分之和与总分相差超过 1 分', en: 'The ten roles do not add up to the score' },
        severity: 'flag',
      },
    ],
  },
  {
    name: 'interop_grade',
    title: { zh: '互联互通标准化成熟度等级', en: 'Grades of interoperability' },
    grain: 'facility x year',
    key: ['facility_id', 'year_start'],
    ...grade,
    // Given to those who ask to be tested; nobody owes it.
    owedBy: [],
    holds: true,
    columns: [
      facilityId,
      yearStart,
      choice('level', '等级', 'Grade', INTEROP_LEVELS, { also: ['测评等级'] }),
      amount('score', '得分', 'Score', { required: 'expected', max: 100 }),
    ],
    checks: [yearBegins],
  },
  {
    name: 'smart_grade',
    title: { zh: '智慧服务与智慧管理分级', en: 'Grades of smart service and smart management' },
    grain: 'facility x year x kind',
    key: ['facility_id', 'year_start', 'kind'],
    ...grade,
    holds: true,
    columns: [
      facilityId,
      yearStart,
      choice('kind', '评估类别', 'Kind', ['智慧服务', '智慧管理']),
      count('level', '级别（0–5）', 'Level, 0 to 5', { max: 5, also: ['评级'] }),
      amount('score', '得分', 'Score', { required: false, also: ['总分'] }),
    ],
    checks: [yearBegins],
  },
  {
    name: 'catalogue_entry',
    title: { zh: '数据资源目录', en: 'Catalogue of data resources' },
    grain: 'catalogue entry',
    key: ['entry_code'],
    owedBy: [],
    columns: [
      text('entry_code', '目录编码', 'Entry code'),
      text('name_zh', '目录名称', 'Name'),
      choice('class', '一级类目', 'Class', CATALOGUE_CLASSES, { also: ['目录分类'] }),
      text('area_code', '认领地区划代码', 'Area that claims or holds it', {
        also: ['认领地市', '归集地'],
        references: { table: 'area', column: 'area_code' },
      }),
      yesNo('claimed', '已认领', 'Claimed'),
      day('registered_on', '登记日期', 'Registered on', { also: ['编目日期'] }),
      day('collected_on', '归集日期', 'Collected on', { required: false }),
      count('items', '数据项数', 'Data items', { required: 'expected' }),
      count('records', '归集条数', 'Records collected', { required: false }),
      yesNo('shareable', '机构可共享', 'Shared between institutions'),
      yesNo('readable', '居民可调阅', 'Open to residents'),
      yesNo('monitored', '管理者可实时监控', 'Monitored in real time'),
    ],
    checks: [
      {
        id: 'collected-before-registered',
        column: 'collected_on',
        brokenWhen: 'collected_on < registered_on',
        message: { zh: '归集早于登记', en: 'Collected before it was registered' },
        severity: 'flag',
      },
    ],
  },
  {
    name: 'application',
    title: { zh: '应用注册表', en: 'Registry of applications' },
    grain: 'application',
    key: ['app_code'],
    owedBy: [],
    columns: [
      text('app_code', '应用编码', 'Application code'),
      text('name_zh', '应用名称', 'Name'),
      text('area_code', '建设地区划代码', 'Area that runs it', { references: { table: 'area', column: 'area_code' } }),
      choice('kind', '类型', 'Kind', ['业务应用', '能力组件']),
      choice('portal', '上线端', 'Portal', ['居民端', '政务端', '综合端', '组件货架', '未上线']),
      choice('audience', '服务对象', 'Audience', ['群众', '医务人员', '机构', '行政']),
      text('office', '责任处室', 'Office in charge', { required: 'expected' }),
      day('approved_on', '申报通过日期', 'Approved on', { required: false }),
      day('online_on', '上线日期', 'Online since', { required: false }),
      count('target_users', '目标用户数', 'Users aimed at', { required: 'expected' }),
      count('registered_users', '注册用户数', 'Registered users', { required: 'expected' }),
    ],
    checks: [
      {
        id: 'online-before-approved',
        column: 'online_on',
        brokenWhen: 'online_on < approved_on',
        message: { zh: '上线早于申报通过', en: 'Online before it was approved' },
        severity: 'flag',
      },
    ],
  },
]
