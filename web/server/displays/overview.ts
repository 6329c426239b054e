import { IndicatorId } from '@cockpit/domain/ids'

const ids = (...names: string[]) => names.map((name) => IndicatorId.parse(name))

/** What the overview board asks for. An indicator that the catalogue lacks leaves its tile without data, nothing else. */
export const OVERVIEW = {
  running: ids('outpatient.visits', 'beds.admissions', 'beds.discharges', 'beds.occupancy'),
  income: {
    total: IndicatorId.parse('income.total'),
    /** From the bottom of the column up. Of a share its numerator is drawn: the yuan, not the percentage. */
    parts: [
      { id: IndicatorId.parse('income.serviceShare'), name: { zh: '医疗服务', en: 'Services' } },
      { id: IndicatorId.parse('income.examinationShare'), name: { zh: '检查化验', en: 'Tests' } },
      { id: IndicatorId.parse('income.drugs'), name: { zh: '药品', en: 'Drugs' } },
      { id: IndicatorId.parse('income.materials'), name: { zh: '耗材', en: 'Consumables' } },
    ],
  },
  radar: ids(
    'inpatient.drgGroups',
    'inpatient.caseMixIndex',
    'inpatient.costIndex',
    'inpatient.stayIndex',
    'inpatient.lowRiskMortality',
    'inpatient.midLowRiskMortality',
  ),
  map: IndicatorId.parse('beds.occupancy'),
  trend: IndicatorId.parse('income.drugShare'),
  /** Lights in this order; others with a target follow. */
  targets: ids(
    'beds.occupancy',
    'income.drugShare',
    'income.materialShare',
    'resources.bedsPerThousand',
    'reporting.coverage',
    'resources.physiciansPerThousand',
    'inpatient.costIndex',
    'inpatient.stayIndex',
  ),
  lights: 6,
  fairness: {
    density: IndicatorId.parse('resources.bedsPerThousand'),
    resource: IndicatorId.parse('resources.beds'),
    people: IndicatorId.parse('population.residents'),
  },
} as const
