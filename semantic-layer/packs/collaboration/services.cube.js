import { facilityCube, measuresOf } from './cube-shape.js'

const tele = measuresOf({
  standard: '远程医疗服务管理规范（试行）；县域医共体监测',
  owner: '基层卫生处',
  tables: ['teleservice'],
})

cube(
  'teleservices',
  facilityCube({
    pack: 'collaboration',
    tables: ['teleservice'],
    grain: 'day',
    facts:
      'SELECT facility_id, service_date, kind, requests, completed, in_time, coalesce(from_villages, 0) AS from_villages FROM teleservice',
    day: 'service_date',
    dimensions: { kind: 'kind' },
    measures: {
      requests: tele.sum('requests', {
        name: ['远程医疗申请例次', 'Telemedicine requests'],
        unit: ['例次', 'requests'],
        direction: 'higher',
        formula: [
          '远程会诊、影像、心电、病理、门诊申请例次之和',
          'Requests for consultation, imaging, ECG, pathology and visits',
        ],
        rates: [
          tele.rate('requestsPerTenThousand', 'requests', {
            name: ['每万人口远程医疗例次', 'Telemedicine per 10,000'],
            unit: ['例次/万人', 'per 10,000'],
            per: 10000,
            direction: 'higher',
            formula: ['远程医疗申请例次 × 10000 ÷ 常住人口', 'Requests × 10,000 ÷ residents'],
          }),
        ],
      }),
      completed: tele.part('completed'),
      inTime: tele.part('in_time'),
      fromVillages: tele.part('from_villages'),
      completedShare: tele.share('completed', 'requests', {
        name: ['远程医疗完成率', 'Telemedicine completed'],
        direction: 'higher',
        formula: ['完成例次 ÷ 申请例次', 'Completed ÷ requested'],
      }),
      inTimeShare: tele.share('inTime', 'completed', {
        name: ['远程医疗时限内完成率', 'Completed in time'],
        direction: 'higher',
        formula: ['时限内完成例次 ÷ 完成例次', 'Completed in time ÷ completed'],
      }),
      villageShare: tele.share('fromVillages', 'requests', {
        name: ['村级申请占比', 'Requests from villages'],
        direction: 'higher',
        formula: ['村级申请例次 ÷ 申请例次', 'Requests from villages ÷ requests'],
      }),
    },
  }),
)

const internet = measuresOf({ standard: '互联网诊疗监管细则（试行）', owner: '医政处', tables: ['internet_visit'] })

cube(
  'internetVisits',
  facilityCube({
    pack: 'collaboration',
    tables: ['internet_visit'],
    grain: 'day',
    day: 'visit_date',
    rolledUp: false,
    measures: {
      visits: internet.sum('visits', {
        name: ['互联网诊疗人次', 'Internet visits'],
        unit: ['人次', 'visits'],
        direction: 'higher',
        formula: ['互联网诊疗人次之和', 'Internet visits'],
        rates: [
          internet.rate('visitsPerTenThousand', 'visits', {
            name: ['每万人口互联网诊疗人次', 'Internet visits per 10,000'],
            unit: ['人次/万人', 'per 10,000'],
            per: 10000,
            digits: 1,
            direction: 'higher',
            formula: ['互联网诊疗人次 × 10000 ÷ 常住人口', 'Internet visits × 10,000 ÷ residents'],
          }),
        ],
      }),
      prescriptions: internet.part('prescriptions'),
      circulated: internet.part('circulated'),
      complaints: internet.part('complaints'),
      visitsWithComplaints: internet.part('CASE WHEN complaints IS NOT NULL THEN visits END'),
      circulatedShare: internet.share('circulated', 'prescriptions', {
        name: ['处方流转率', 'Prescriptions sent out'],
        direction: 'higher',
        formula: ['流转处方数 ÷ 互联网处方数', 'Prescriptions sent to outside pharmacies ÷ internet prescriptions'],
      }),
      complaintsPerTenThousand: internet.ratio('complaints', 'visitsWithComplaints', {
        name: ['每万人次投诉', 'Complaints per 10,000 visits'],
        unit: ['件/万人次', 'per 10,000'],
        digits: 1,
        per: 10000,
        direction: 'lower',
        formula: [
          '投诉件数 × 10000 ÷ 互联网诊疗人次（填报了投诉的）',
          'Complaints × 10,000 ÷ visits, where complaints were given',
        ],
      }),
    },
  }),
)

const results = measuresOf({
  standard: '医疗机构检查检验结果互认管理办法（国卫医发〔2022〕6号）；分母口径待确认',
  owner: '医政处',
  tables: ['mutual_recognition'],
})

cube(
  'mutualRecognition',
  facilityCube({
    pack: 'collaboration',
    tables: ['mutual_recognition'],
    grain: 'day',
    day: 'recognition_date',
    dimensions: { kind: 'kind', reason: 'reason' },
    measures: {
      eligible: results.sum('eligible', {
        name: ['可互认项目数', 'Eligible results'],
        unit: ['项次', 'results'],
        formula: ['可互认的检查检验项次之和', 'Results that could be recognised'],
      }),
      recognised: results.sum('recognised', {
        name: ['互认项目数', 'Results recognised'],
        unit: ['项次', 'results'],
        direction: 'higher',
        formula: ['互认的检查检验项次之和', 'Results recognised'],
      }),
      refused: results.sum('eligible - recognised', {
        name: ['未互认项目数', 'Results not recognised'],
        unit: ['项次', 'results'],
        direction: 'lower',
        formula: ['可互认项目数 − 互认项目数（可按原因分解）', 'Eligible − recognised, by reason'],
      }),
      saved: results.yuan('saved', {
        name: ['互认节约费用', 'Saved by recognition'],
        direction: 'higher',
        formula: ['互认项目的收费标准之和', 'Charges of the results recognised'],
      }),
      recognisedShare: results.share('recognised', 'eligible', {
        name: ['检查检验互认率', 'Share recognised'],
        direction: 'higher',
        formula: ['互认项目数 ÷ 可互认检查检验项目总数', 'Results recognised ÷ results eligible'],
      }),
    },
  }),
)
