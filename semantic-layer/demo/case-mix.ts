import { random } from '@cockpit/domain/random/random'
import { DEATH_RATES, type RiskClass } from './calibration'

/** One demonstration group. Never a real grouper's: the codes are 演示分组 D001 and so on. */
export interface DemoGroup {
  readonly code: string
  readonly department: string
  /** Cost of a mean case relative to the other groups; scaled to money by `volumes`. */
  readonly costliness: number
  /** Stay of a mean case relative to the other groups. */
  readonly stay: number
  readonly popularity: number
  readonly risk: RiskClass
  readonly diagnosis: string
  readonly operation: string
  readonly feeProfile: FeeProfile
}

export type FeeProfile = 'medical' | 'surgical' | 'oncology' | 'traditional'

interface Ward {
  readonly department: string
  readonly groups: number
  readonly costliness: number
  readonly stay: number
  readonly surgical: number
  readonly risk: readonly [low: number, midlow: number, midhigh: number, high: number]
  readonly diagnoses: string
  readonly operations: string
}

const WARDS: readonly Ward[] = [
  {
    department: '内科',
    groups: 40,
    costliness: 0.85,
    stay: 8.6,
    surgical: 0.15,
    risk: [0.58, 0.27, 0.13, 0.02],
    diagnoses: 'I10.x00 I25.103 I21.900 J18.900 E11.900 I63.900 K29.500 J44.100 N18.900 I50.900 K92.200 G40.900',
    operations: '36.0601 37.2200 45.1600 39.9500',
  },
  {
    department: '外科',
    groups: 30,
    costliness: 1.4,
    stay: 9.2,
    surgical: 0.8,
    risk: [0.7, 0.2, 0.09, 0.01],
    diagnoses: 'K35.800 K80.200 S72.000 M51.200 N20.000 K40.900 I83.900 S06.000 M17.900 N40.x00',
    operations: '47.0101 51.2300 79.3501 81.5101 56.3100 53.0000 38.5900 81.5401',
  },
  {
    department: '妇产科',
    groups: 12,
    costliness: 0.6,
    stay: 5.4,
    surgical: 0.6,
    risk: [0.92, 0.08, 0, 0],
    diagnoses: 'O82.000 O80.000 D25.900 N83.200 O34.200 O42.000 N80.100',
    operations: '74.1x01 68.4101 65.2500 73.5900',
  },
  {
    department: '儿科',
    groups: 12,
    costliness: 0.5,
    stay: 5.8,
    surgical: 0,
    risk: [0.86, 0.14, 0, 0],
    diagnoses: 'J18.000 J20.900 A09.900 J45.900 P59.900 B08.401 J06.900',
    operations: '99.8300',
  },
  {
    department: '肿瘤科',
    groups: 8,
    costliness: 1.3,
    stay: 8.4,
    surgical: 0.1,
    risk: [0.3, 0.4, 0.3, 0],
    diagnoses: 'C34.900 C50.900 C18.900 C16.900 C22.000 Z51.100',
    operations: '99.2500',
  },
  {
    department: '重症医学科',
    groups: 6,
    costliness: 3.6,
    stay: 13,
    surgical: 0.3,
    risk: [0, 0, 0.3, 0.7],
    diagnoses: 'A41.900 J96.000 R57.900 S06.900 I61.900',
    operations: '96.7201 31.1x00',
  },
  {
    department: '中医科',
    groups: 6,
    costliness: 0.7,
    stay: 10.5,
    surgical: 0,
    risk: [0.9, 0.1, 0, 0],
    diagnoses: 'M47.900 M51.200 G51.000 I69.300 M54.500',
    operations: '',
  },
  {
    department: '康复医学科',
    groups: 6,
    costliness: 0.95,
    stay: 15,
    surgical: 0,
    risk: [0.9, 0.1, 0, 0],
    diagnoses: 'I69.300 S14.100 M62.500 S82.900 G81.900',
    operations: '',
  },
]

const CLASSES: readonly RiskClass[] = ['low', 'midlow', 'midhigh', 'high']

/** The 120 groups of a demonstration. Pure in the seed. */
export function demoGroups(seed: number): DemoGroup[] {
  const groups: DemoGroup[] = []
  for (const ward of WARDS) {
    const chance = random(seed, 'groups', ward.department)
    const diagnoses = ward.diagnoses.split(' ')
    const operations = ward.operations.split(' ').filter(Boolean)
    for (let rank = 0; rank < ward.groups; rank += 1) {
      const severity = Math.exp(0.5 * Math.max(-2, Math.min(2, chance.normal())))
      const surgical = chance.next() < ward.surgical
      groups.push({
        code: `D${String(groups.length + 1).padStart(3, '0')}`,
        department: ward.department,
        costliness: ward.costliness * severity * (surgical ? 1.25 : 0.95),
        stay: ward.stay * severity ** 0.3,
        popularity: (rank + 1) ** -0.6,
        // Spread evenly by rank rather than drawn, so that the shares of the classes do not hang on one popular group.
        risk: classAt((rank * 0.618034 + 0.31) % 1, ward.risk),
        diagnosis: diagnoses[rank % diagnoses.length] as string,
        operation: surgical && operations.length > 0 ? (operations[rank % operations.length] as string) : '',
        feeProfile: profileOf(ward.department, surgical),
      })
    }
  }
  return groups
}

function classAt(position: number, shares: Ward['risk']): RiskClass {
  let reached = 0
  for (const [index, share] of shares.entries()) {
    reached += share
    if (position < reached) return CLASSES[index] as RiskClass
  }
  return 'low'
}

function profileOf(department: string, surgical: boolean): FeeProfile {
  if (surgical) return 'surgical'
  if (department === '肿瘤科') return 'oncology'
  return department === '中医科' || department === '康复医学科' ? 'traditional' : 'medical'
}

/**
 * Probability of death by risk class. Low and mid-low are the calibration's; the two upper classes are scaled by one factor so
 * that all cases together reach the overall figure.
 * @param shares share of cases in each class, summing to 1
 */
export function deathRates(shares: Readonly<Record<RiskClass, number>>): Record<RiskClass, number> {
  const { low, midlow, all } = DEATH_RATES
  const rest = all - shares.low * low - shares.midlow * midlow
  const upper = shares.midhigh * 1 + shares.high * 6
  const unit = upper > 0 ? Math.max(midlow, rest / upper) : midlow
  return { low, midlow, midhigh: unit, high: Math.min(0.3, unit * 6) }
}
