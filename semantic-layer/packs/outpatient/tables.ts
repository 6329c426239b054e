import { count, day, EVERYBODY, facilityId, text, yuan } from '../columns'
import type { WarehouseTable } from '../contract'

export const tables: readonly WarehouseTable[] = [
  {
    name: 'visit_day',
    title: { zh: '门急诊与收入日报', en: 'Visits and income by day' },
    grain: 'facility x department x day',
    key: ['facility_id', 'department', 'visit_date'],
    dateColumn: 'visit_date',
    facilityColumn: 'facility_id',
    owedBy: EVERYBODY,
    owedEvery: 'day',
    // Two days, as for other daily returns: a default, for the commission to change.
    dueDays: 2,
    columns: [
      facilityId,
      text('department', '科室', 'Department'),
      day('visit_date', '日期', 'Day'),
      count('outpatient_visits', '门诊人次', 'Outpatient visits'),
      count('emergency_visits', '急诊人次', 'Emergency visits'),
      count('checkup_visits', '健康体检人次', 'Health check-ups'),
      count('appointment_visits', '预约诊疗人次', 'Visits by appointment'),
      yuan('outpatient_income', '门急诊收入', 'Outpatient income'),
      yuan('inpatient_income', '住院收入', 'Inpatient income'),
      yuan('outpatient_drug_income', '门急诊药品收入', 'Outpatient drug income'),
      yuan('drug_income', '药品收入', 'Drug income, herbal pieces included'),
      yuan('herbal_income', '中药饮片收入', 'Income from herbal pieces'),
      yuan('material_income', '卫生材料收入', 'Consumables income'),
      yuan('exam_income', '检查收入', 'Examination income'),
      yuan('lab_income', '化验收入', 'Laboratory income'),
    ],
    checks: [
      {
        id: 'parts-above-income',
        column: 'drug_income',
        brokenWhen:
          'drug_income + material_income + exam_income + lab_income > outpatient_income + inpatient_income + 1.0',
        message: {
          zh: '药品、材料、检查、化验收入之和超过医疗收入',
          en: 'Drugs, consumables, examinations and laboratory exceed the medical income',
        },
        severity: 'reject',
      },
      {
        id: 'herbal-above-drug',
        column: 'herbal_income',
        brokenWhen: 'herbal_income > drug_income + 1.0',
        message: { zh: '中药饮片收入超过药品收入', en: 'Herbal pieces exceed the drug income they are part of' },
        severity: 'reject',
      },
      {
        id: 'outpatient-drug-above-drug',
        column: 'outpatient_drug_income',
        brokenWhen: 'outpatient_drug_income > drug_income + 1.0',
        message: {
          zh: '门急诊药品收入超过药品收入',
          en: 'Outpatient drug income exceeds the drug income it is part of',
        },
        severity: 'reject',
      },
    ],
  },
]
