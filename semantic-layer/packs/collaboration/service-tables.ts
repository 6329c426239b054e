import { within } from '../checks'
import { amount, choice, count, day, facilityId, HOSPITALS, setting, yuan } from '../columns'
import type { WarehouseTable } from '../contract'

export const TELE_KINDS = ['远程会诊', '远程影像', '远程心电', '远程病理', '远程门诊'] as const

/** Why an eligible result was not recognised; `无` where every eligible one was. */
export const NOT_RECOGNISED = ['无', '病情变化', '结果与临床不符', '超出时限', '急诊抢救', '患者要求', '其他'] as const

export const serviceTables: readonly WarehouseTable[] = [
  {
    name: 'referral',
    title: { zh: '双向转诊日报', en: 'Referrals by day' },
    grain: 'sending facility x receiving facility x day x direction x setting',
    key: ['facility_id', 'to_facility_id', 'referral_date', 'direction', 'setting'],
    dateColumn: 'referral_date',
    facilityColumn: 'facility_id',
    owedBy: [],
    columns: [
      {
        ...facilityId,
        headers: ['facility_id', '转出机构代码', '机构代码'],
        title: { zh: '转出机构代码', en: 'Sending facility id' },
      },
      {
        ...facilityId,
        name: 'to_facility_id',
        headers: ['to_facility_id', '转入机构代码', '接收机构代码'],
        title: { zh: '转入机构代码', en: 'Receiving facility id' },
      },
      day('referral_date', '转诊日期', 'Day of the referral'),
      choice('direction', '转诊方向', 'Direction', ['上转', '下转']),
      setting(),
      count('referred', '转诊人次', 'Patients referred'),
      count('accepted', '接收人次', 'Patients accepted', { also: ['接诊人次'] }),
      count('accepted_in_time', '及时接诊人次', 'Patients accepted in time'),
      amount('hours', '接诊用时合计（小时）', 'Hours until accepted, added up', { required: 'expected' }),
    ],
    checks: [
      within('accepted', 'referred', '接收人次大于转诊人次', 'More accepted than referred'),
      within('accepted_in_time', 'accepted', '及时接诊人次大于接收人次', 'More in time than accepted'),
      {
        id: 'referred-to-itself',
        column: 'to_facility_id',
        brokenWhen: 'to_facility_id = facility_id',
        message: { zh: '转入机构与转出机构相同', en: 'Referred to itself' },
        severity: 'reject',
      },
    ],
  },
  {
    name: 'teleservice',
    title: { zh: '远程医疗日报', en: 'Telemedicine by day' },
    grain: 'requesting facility x providing facility x day x kind',
    key: ['facility_id', 'provider_id', 'service_date', 'kind'],
    dateColumn: 'service_date',
    facilityColumn: 'facility_id',
    owedBy: [],
    columns: [
      {
        ...facilityId,
        headers: ['facility_id', '申请机构代码', '机构代码'],
        title: { zh: '申请机构代码', en: 'Requesting facility id' },
      },
      {
        ...facilityId,
        name: 'provider_id',
        headers: ['provider_id', '服务机构代码', '会诊机构代码'],
        title: { zh: '服务机构代码', en: 'Providing facility id' },
      },
      day('service_date', '日期', 'Day', { also: ['申请日期'] }),
      choice('kind', '服务类型', 'Kind', TELE_KINDS, { also: ['远程服务类型'] }),
      count('requests', '申请例次', 'Requests'),
      count('completed', '完成例次', 'Completed'),
      count('in_time', '时限内完成例次', 'Completed in time'),
      count('from_villages', '其中村级申请例次', 'Requests from villages', { required: 'expected' }),
    ],
    checks: [
      within('completed', 'requests', '完成例次大于申请例次', 'More completed than requested'),
      within('in_time', 'completed', '时限内完成例次大于完成例次', 'More in time than completed'),
      within('from_villages', 'requests', '村级申请例次大于申请例次', 'More from villages than requested'),
    ],
  },
  {
    name: 'internet_visit',
    title: { zh: '互联网诊疗日报', en: 'Internet visits by day' },
    grain: 'facility x day',
    key: ['facility_id', 'visit_date'],
    dateColumn: 'visit_date',
    facilityColumn: 'facility_id',
    owedBy: [],
    columns: [
      facilityId,
      day('visit_date', '日期', 'Day'),
      count('visits', '互联网诊疗人次', 'Internet visits'),
      count('prescriptions', '互联网处方数', 'Internet prescriptions'),
      count('circulated', '流转处方数', 'Prescriptions sent to outside pharmacies', { also: ['处方流转数'] }),
      count('complaints', '投诉件数', 'Complaints', { required: 'expected' }),
    ],
    checks: [
      within('circulated', 'prescriptions', '流转处方数大于处方数', 'More sent out than written'),
      {
        id: 'more-prescriptions-than-visits',
        column: 'prescriptions',
        brokenWhen: 'prescriptions > 5 * visits',
        message: { zh: '处方数超过诊疗人次的五倍，请核实', en: 'More than five prescriptions a visit; please verify' },
        severity: 'flag',
      },
    ],
  },
  {
    name: 'mutual_recognition',
    title: { zh: '检查检验互认（逐日）', en: 'Mutual recognition of results, day by day' },
    grain: 'facility x day x kind x reason',
    key: ['facility_id', 'recognition_date', 'kind', 'reason'],
    dateColumn: 'recognition_date',
    facilityColumn: 'facility_id',
    owedBy: HOSPITALS,
    owedEvery: 'month',
    columns: [
      facilityId,
      day('recognition_date', '日期', 'Day'),
      choice('kind', '项目类别', 'Kind', ['检查', '检验']),
      choice('reason', '未互认原因', 'Why not recognised', NOT_RECOGNISED),
      count('eligible', '可互认项目数', 'Eligible results', { also: ['可互认项次'] }),
      count('recognised', '互认项目数', 'Results recognised', { also: ['互认项次'] }),
      yuan('saved', '节约费用', 'Saved'),
    ],
    checks: [
      within('recognised', 'eligible', '互认项目数大于可互认项目数', 'More recognised than eligible'),
      {
        id: 'refused-without-reason',
        column: 'reason',
        brokenWhen: "recognised < eligible AND reason = '无'",
        message: { zh: '有未互认项目但未写明原因', en: 'Results were not recognised, and no reason is given' },
        severity: 'flag',
      },
    ],
  },
]
