import type { Board } from '../contract'

export const board: Board = {
  pack: 'inpatient',
  title: { zh: '住院与 DRG', en: 'Inpatient care and DRG' },
  order: 20,
  tiles: [
    { indicator: 'beds.discharges', compare: 'sameLastYear' },
    { indicator: 'beds.occupancy', compare: 'previous' },
    { indicator: 'inpatient.averageStay', compare: 'sameLastYear' },
    { indicator: 'inpatient.costIndex', compare: 'sameLastYear' },
  ],
  map: ['beds.occupancy', 'inpatient.averageStay', 'inpatient.costPerDischarge', 'inpatient.caseMixIndex'],
  trend: ['beds.discharges', 'beds.occupancy', 'inpatient.averageStay', 'inpatient.costPerDischarge'],
  rank: [
    'inpatient.costIndex',
    'inpatient.stayIndex',
    'beds.occupancy',
    'inpatient.averageStay',
    'surgery.gradeFourShare',
    'pageFees.drugShare',
  ],
  radar: [
    'inpatient.drgGroups',
    'inpatient.caseMixIndex',
    'inpatient.costIndex',
    'inpatient.stayIndex',
    'inpatient.lowRiskMortality',
    'inpatient.midLowRiskMortality',
  ],
}
