/**
 * National figures the demonstration is calibrated to: Statistical Bulletin on Health Development 2023 (visits, beds, staff,
 * occupancy, stay, cost) and the in-hospital deaths of one Beijing tertiary hospital 2015-2023 (risk classes).
 */
export const VISITS_PER_PERSON = 6.8
export const HOSPITAL_SHARE_OF_VISITS = 0.46
export const PHYSICIANS_PER_1000 = 3.4
export const NURSES_PER_1000 = 4.0
export const GENERAL_PRACTITIONERS_PER_10000 = 3.99
/** Between all hospitals (79.4 %) and public ones (86.0 %). */
export const HOSPITAL_OCCUPANCY = 0.83
/** Between public (8.4) and all hospitals (8.8), days. */
export const MEAN_STAY = 8.6
/** Yuan a discharge. */
export const MEAN_COST = 10_315.8
/** Yuan an outpatient or emergency visit to a hospital. */
export const COST_PER_HOSPITAL_VISIT = 361.6
/** Yuan a visit to a township or community health centre; a round figure of ours. */
export const COST_PER_PRIMARY_VISIT = 150
export const DRUG_SHARE = 0.27
export const MATERIAL_SHARE = 0.12

export type RiskClass = 'low' | 'midlow' | 'midhigh' | 'high'
export const DEATH_RATES = { low: 0.0002, midlow: 0.0016, all: 0.0025 } as const
