/** What each part of the profile asks. One the catalogue does not have is left out of its part. */

/** DRG 六维. */
export const DRG_AXES = [
  'inpatient.drgGroups',
  'inpatient.caseMixIndex',
  'inpatient.stayIndex',
  'inpatient.costIndex',
  'inpatient.lowRiskMortality',
  'inpatient.midLowRiskMortality',
] as const

/** 质量, 效率, 安全: three axes each. */
export const CARE_AXES = {
  quality: ['surgery.gradeFourShare', 'surgery.minimallyInvasiveShare', 'medication.soundShare'],
  efficiency: ['inpatient.averageStay', 'inpatient.costPerWeight', 'beds.occupancy'],
  safety: ['inpatient.mortality', 'inpatient.againstAdviceRate', 'medication.useDensity'],
} as const

/** The two indices of the quadrant, and what gives a point its size. */
export const QUADRANT = { x: 'inpatient.costIndex', y: 'inpatient.stayIndex', size: 'inpatient.indexCases' } as const

/** Indicators with an XmR chart. */
export const PROCESS = [
  'inpatient.costPerDischarge',
  'inpatient.averageStay',
  'inpatient.caseMixIndex',
  'inpatient.costIndex',
  'beds.occupancy',
  'income.drugShare',
  'income.materialShare',
  'outpatient.costPerVisit',
  'medication.useDensity',
  'inpatient.againstAdviceRate',
  'inpatient.mortality',
  'ruleHits.hits',
] as const

/** Indicators with a funnel; `web/server/profile/peer-funnel.ts` says of which kind each is. */
export const FUNNELS = {
  'inpatient.standardisedMortality': 'standardised',
  'inpatient.mortality': 'share',
  'inpatient.lowRiskMortality': 'share',
  'inpatient.midLowRiskMortality': 'share',
  'inpatient.againstAdviceRate': 'share',
  'surgery.gradeFourShare': 'share',
  'medication.antibacterialDischargeShare': 'share',
  'medication.useDensity': 'rate',
} as const

export const MIX = {
  weight: 'inpatient.totalWeight',
  cases: 'inpatient.indexCases',
  shade: 'inpatient.costIndex',
  stay: 'inpatient.stayIndex',
} as const

export const MORTALITY = {
  ratio: 'inpatient.standardisedMortality',
  cases: 'inpatient.indexCases',
  left: 'inpatient.againstAdviceRate',
} as const

/** Of each department. */
export const DEPARTMENT = [
  'inpatient.discharges',
  'inpatient.caseMixIndex',
  'inpatient.lowRiskMortality',
  'inpatient.costPerDischarge',
  'inpatient.costIndex',
] as const

export const MONEY = [
  'incomeItems.amount',
  'income.drugShare',
  'income.materialShare',
  'incomeItems.labourShare',
  'incomeItems.examinationShare',
  'incomeItems.laboratoryShare',
  'incomeItems.inpatientShare',
  'incomeItems.materialPerHundred',
  'inpatient.costPerDischarge',
  'outpatient.costPerVisit',
] as const

export const DRUGS = [
  'medication.useDensity',
  'medication.antibacterialDischargeShare',
  'medication.antibacterialVisitShare',
  'drugs.specialShare',
  'drugs.antibacterialAmountShare',
  'medication.essentialVisitShare',
  'medication.essentialDischargeShare',
  'drugs.procuredShare',
  'medication.reviewShare',
  'medication.soundShare',
] as const

export const RULE_HITS = ['ruleHits.hits', 'ruleHits.overrideShare', 'ruleHits.upheldShare'] as const
