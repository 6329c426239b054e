import { IndicatorId } from '@cockpit/domain/ids'

const ids = (...names: string[]) => names.map((name) => IndicatorId.parse(name))

/** What the overview board asks for. An indicator that the catalogue lacks leaves its tile without data, nothing else. */
export const OVERVIEW = {
  running: ids('outpatient.visits', 'beds.admissions', 'inpatient.discharges', 'beds.occupancy'),
  income: {
    total: IndicatorId.parse('income.total'),
    /** From the bottom of the column up; what they leave of the total is drawn as the last part. */
    parts: ids('income.services', 'income.drugs', 'income.materials'),
    rest: { zh: '检查化验', en: 'Tests and imaging' },
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
