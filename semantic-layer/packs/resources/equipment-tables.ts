import { monthBegins, notBefore, within } from '../checks'
import { amount, choice, count, day, facilityId, HOSPITALS, monthStart, text, yuan } from '../columns'
import type { WarehouseTable } from '../contract'

/** Classes that a commission plans, and those it only counts. */
export const EQUIPMENT_CLASSES = [
  'CT',
  'MRI',
  'DSA',
  'PET/CT',
  'PET/MR',
  '直线加速器',
  '伽玛刀',
  '腹腔镜手术系统',
  '高端放射治疗设备',
  '重离子质子放射治疗系统',
  '彩色超声',
  '其他',
] as const

/** 大型医用设备配置许可管理目录（2023年）, 国卫财务发〔2023〕7号: CT and MRI have left it, DSA never stood in it. */
export const LICENSED_ITEMS = {
  甲: ['重离子质子放射治疗系统', '高端放射治疗设备', '首次配置5000万元及以上'],
  乙: ['PET/MR', 'PET/CT', '腹腔镜手术系统', '常规放射治疗设备', '首次配置3000万至5000万元'],
} as const

const inList = (values: readonly string[]) => `(${values.map((value) => `'${value}'`).join(', ')})`

export const equipmentTables: readonly WarehouseTable[] = [
  {
    name: 'equipment',
    title: { zh: '大型设备资产', en: 'Equipment register' },
    grain: 'asset',
    key: ['asset_id'],
    facilityColumn: 'facility_id',
    owedBy: [],
    columns: [
      text('asset_id', '资产编号', 'Asset id', { also: ['设备编号'] }),
      facilityId,
      choice('class', '设备类别', 'Class', EQUIPMENT_CLASSES, { also: ['设备名称'] }),
      text('specification', '规格（排数、场强等）', 'Specification', { required: 'expected', also: ['规格'] }),
      choice('licence_class', '配置许可类别', 'Licence class', ['甲', '乙', '无'], { also: ['甲乙类'] }),
      text('licence_no', '配置许可证号', 'Licence number', { required: false, also: ['许可证号'] }),
      day('installed_on', '启用日期', 'In service since', { also: ['装机日期'] }),
      day('retired_on', '停用日期', 'Retired on', { required: false, also: ['报废日期'] }),
      choice('status', '状态', 'Status', ['在用', '停用', '报废'], { also: ['设备状态'] }),
      yuan('price', '购置金额', 'Price', { required: 'expected' }),
    ],
    checks: [
      notBefore('retired_on', 'installed_on', '停用早于启用', 'Retired before it was in service'),
      {
        id: 'retired-without-date',
        column: 'retired_on',
        brokenWhen: "status <> '在用' AND retired_on IS NULL",
        message: { zh: '已停用或报废，但没有停用日期', en: 'Out of service, but without the day' },
        severity: 'flag',
      },
      {
        id: 'licence-where-none-is-needed',
        column: 'licence_class',
        brokenWhen: "class IN ('CT', 'MRI', 'DSA', '彩色超声') AND licence_class <> '无'",
        message: {
          zh: '该类设备不在现行配置许可目录（2023年）内，不应填甲乙类',
          en: 'This class is not in the catalogue of licensed equipment (2023)',
        },
        severity: 'flag',
      },
      {
        id: 'licensed-class-without-licence',
        column: 'licence_no',
        brokenWhen: "licence_class IN ('甲', '乙') AND licence_no IS NULL",
        message: { zh: '甲乙类设备没有填配置许可证号', en: 'Licensed equipment without the number of its licence' },
        severity: 'flag',
      },
    ],
  },
  {
    name: 'equipment_use',
    title: { zh: '大型设备使用月报', en: 'Use of equipment by month' },
    grain: 'asset x month',
    key: ['asset_id', 'month_start'],
    dateColumn: 'month_start',
    facilityColumn: 'facility_id',
    owedBy: HOSPITALS,
    owedEvery: 'month',
    columns: [
      text('asset_id', '资产编号', 'Asset id', {
        also: ['设备编号'],
        references: { table: 'equipment', column: 'asset_id' },
      }),
      facilityId,
      monthStart,
      count('exams', '检查（治疗）人次', 'Examinations or treatments', { also: ['检查人次', '使用人次'] }),
      count('judged', '有结论的检查人次', 'Examinations with a finding', { required: 'expected' }),
      count('positive', '阳性人次', 'Positive examinations', { required: 'expected', also: ['检查阳性人次'] }),
      count('service_days', '开机天数', 'Days in service', { max: 31 }),
      amount('hours', '开机小时', 'Hours in service', { required: 'expected', max: 744 }),
    ],
    checks: [
      monthBegins,
      within('positive', 'judged', '阳性人次大于有结论的检查人次', 'More positive than judged'),
      within('judged', 'exams', '有结论的检查人次大于检查人次', 'More judged than examined'),
      {
        id: 'exams-without-service',
        column: 'service_days',
        brokenWhen: 'exams > 0 AND service_days = 0',
        message: { zh: '有检查人次而开机天数为零', en: 'Examinations on no day of service' },
        severity: 'flag',
      },
    ],
  },
  {
    name: 'licence',
    title: { zh: '大型医用设备配置许可', en: 'Licences for large equipment' },
    grain: 'licence',
    key: ['licence_no'],
    sentBy: 'commission',
    facilityColumn: 'facility_id',
    owedBy: [],
    columns: [
      text('licence_no', '许可证号', 'Licence number', { also: ['配置许可证号'] }),
      facilityId,
      choice('item', '许可品目', 'Licensed item', [...LICENSED_ITEMS.甲, ...LICENSED_ITEMS.乙], { also: ['设备品目'] }),
      choice('licence_class', '类别', 'Class', ['甲', '乙'], { also: ['甲乙类'] }),
      count('units', '许可台数', 'Units licensed'),
      day('valid_from', '有效期起', 'Valid from', { also: ['发证日期'] }),
      day('valid_to', '有效期止', 'Valid to', { also: ['有效期至'] }),
    ],
    checks: [
      notBefore('valid_to', 'valid_from', '有效期止早于有效期起', 'Ends before it begins'),
      {
        id: 'item-of-other-class',
        column: 'licence_class',
        brokenWhen: `(item IN ${inList(LICENSED_ITEMS.甲)}) <> (licence_class = '甲')`,
        message: {
          zh: '品目与甲乙类不符（2023年目录：PET/MR 已由甲类调为乙类）',
          en: 'The item belongs to the other class (catalogue of 2023: PET/MR moved from 甲 to 乙)',
        },
        severity: 'reject',
      },
    ],
  },
]
