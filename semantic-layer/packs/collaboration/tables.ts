import { monthBegins, within } from '../checks'
import { choice, count, countyCode, facilityId, monthStart, PRIMARY_CARE, text, yuan } from '../columns'
import type { WarehouseTable } from '../contract'
import { serviceTables } from './service-tables'

export const tables: readonly WarehouseTable[] = [
  ...serviceTables,
  {
    name: 'flow_month',
    title: { zh: '就医流向月报', en: 'Where residents seek care, by month' },
    grain: 'home county x facility x service x month',
    key: ['area_code', 'facility_id', 'service', 'month_start'],
    dateColumn: 'month_start',
    owedBy: [],
    columns: [
      {
        ...countyCode,
        headers: ['area_code', '常住地区划代码', '参保地区划代码'],
        title: { zh: '常住（参保）地区划代码', en: 'Home county code' },
      },
      {
        ...text('facility_id', '就医机构代码', 'Facility id, OUT and the province code for care outside the province', {
          also: ['机构代码'],
        }),
        title: {
          zh: '就医机构代码（省外就医填 OUT 加省码，如 OUT310000）',
          en: 'Facility id; OUT and the province code for care outside the province, such as OUT310000',
        },
      },
      text('treated_code', '就医地区划代码', 'County where care was given', { also: ['就医地'] }),
      choice('service', '服务类别', 'Service', ['门急诊', '住院']),
      monthStart,
      count('visits', '诊疗人次', 'Visits'),
      count('admissions', '入院人次', 'Admissions', { also: ['住院人次'] }),
      yuan('fees', '医疗费用', 'Fees', { also: ['总费用'] }),
    ],
    checks: [
      monthBegins,
      {
        id: 'treated-code-shape',
        column: 'treated_code',
        brokenWhen: "NOT regexp_full_match(treated_code, '[0-9]{6}')",
        message: { zh: '就医地区划代码应为六位数字', en: 'The code of the place of care is six digits' },
        severity: 'reject',
      },
      {
        id: 'counts-of-the-other-service',
        column: 'service',
        brokenWhen: "(service = '门急诊' AND admissions > 0) OR (service = '住院' AND visits > 0)",
        message: { zh: '门急诊行只填诊疗人次，住院行只填入院人次', en: 'Visits belong to 门急诊, admissions to 住院' },
        severity: 'reject',
      },
    ],
  },
  {
    name: 'family_doctor_contract',
    title: { zh: '家庭医生签约月报', en: 'Family-doctor contracts by month' },
    grain: 'facility x month',
    key: ['facility_id', 'month_start'],
    dateColumn: 'month_start',
    facilityColumn: 'facility_id',
    owedBy: PRIMARY_CARE,
    owedEvery: 'month',
    columns: [
      facilityId,
      monthStart,
      count('residents', '服务常住人口数', 'Residents served'),
      count('signed', '签约人数', 'Residents under contract'),
      count('key_residents', '重点人群数', 'Residents of key groups'),
      count('key_signed', '重点人群签约人数', 'Residents of key groups under contract'),
      count('services_due', '约定服务次数', 'Services due'),
      count('services_done', '完成服务次数', 'Services done', { also: ['履约服务次数'] }),
    ],
    checks: [
      monthBegins,
      within('key_signed', 'signed', '重点人群签约人数大于签约人数', 'More than all under contract'),
      within('key_signed', 'key_residents', '重点人群签约人数大于重点人群数', 'More than the key groups'),
      within('services_done', 'services_due', '完成服务次数大于约定次数', 'More done than due'),
      {
        id: 'signed-above-residents',
        column: 'signed',
        brokenWhen: 'signed > residents',
        message: { zh: '签约人数大于服务常住人口数，请核实', en: 'More under contract than residents; please verify' },
        severity: 'flag',
      },
    ],
  },
]
