import { dated, graded, held, n, newest, ofArea, type Placed, rowOf, type Source, text, tierOf } from './areas-sources'
import type { RawRow, RawTables } from './lake-of'

type Value = (row: RawRow, tables: RawTables) => number | null
type Side = readonly [Source, Value]

/** One indicator from raw rows: what is added up above and below the line. */
export interface AreaDefinition {
  readonly top: Side
  readonly bottom?: Side
  readonly per?: number
  /** Below the line stand the residents of the place. */
  readonly perResident?: number
  readonly stock?: true
  readonly distinct?: (placed: readonly Placed[], tables: RawTables) => number
}

const one: Value = () => 1
const of =
  (...names: string[]): Value =>
  (row) =>
    names.every((name) => row[name] === null || row[name] === undefined)
      ? null
      : names.reduce((sum, name) => sum + n(row, name), 0)
const when =
  (test: (row: RawRow, tables: RawTables) => boolean, value: Value = one): Value =>
  (row, tables) =>
    test(row, tables) ? value(row, tables) : 0
const is =
  (name: string, ...values: (string | number | boolean)[]) =>
  (row: RawRow) =>
    values.includes(row[name] as string)
const yes = (name: string) => (row: RawRow) => String(row[name]) === 'true'
const not =
  (test: (row: RawRow, tables: RawTables) => boolean) =>
  (row: RawRow, tables: RawTables): boolean =>
    !test(row, tables)

const income = dated('income_month', 'month_start')
const DRUGS = ['西药', '中成药', '中药饮片']
const item = (...names: string[]): Side => [income, when(is('item', ...names), of('amount'))]
const finance = dated('finance_year', 'year_end')
const inHand: Value = (row) => n(row, 'total_income') - n(row, 'total_expense')

const use = dated('drug_use', 'month_start')
const drug = (row: RawRow, tables: RawTables) => rowOf(tables, 'drug', 'drug_code', row.drug_code)
const isDrug =
  (test: (drug: RawRow) => boolean) =>
  (row: RawRow, tables: RawTables): boolean =>
    test(drug(row, tables))
const antibacterial = isDrug((one) => typeof one.antibacterial_level === 'string')
const doses: Side = [
  dated('drug_use', 'month_start', (row, tables) => row.setting === '住院' && antibacterial(row, tables)),
  of('ddds'),
]
const monthly = (name: string): Side => [dated('medication_month', 'month_start'), of(name)]
const share = (top: Side, bottom: Side): AreaDefinition => ({ top, bottom })
const stockShare = (top: Side, bottom: Side): AreaDefinition => ({ top, bottom, stock: true })
const sum = (source: Source, value: Value): AreaDefinition => ({ top: [source, value] })
const stock = (source: Source, value: Value): AreaDefinition => ({ top: [source, value], stock: true })
const different =
  (test: (row: RawRow, tables: RawTables) => boolean) =>
  (rows: readonly Placed[], tables: RawTables): number =>
    new Set(rows.filter(({ row }) => test(row, tables)).map(({ row }) => row.drug_code)).size

const units = held('equipment', 'installed_on', 'retired_on')
const ofClass = (name: string) => when(is('class', name))
const scans = dated('equipment_use', 'month_start')
const licences = held('licence', 'valid_from', null)
const projects = dated('project', 'applied_on')
const steps = dated('project_step', 'finished_on')
const daysBetween = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / 86_400_000

const referral = dated('referral', 'referral_date')
const ways = (way: string): Side => [referral, when(is('direction', way), of('referred'))]
const primaryVisits: Side = [
  dated('visit_day', 'visit_date', (row, tables) => tierOf(tables, row.facility_id) === 'primary'),
  of('outpatient_visits', 'emergency_visits'),
]
const discharges: Side = [
  dated('bed_day', 'bed_date', (row, tables) => tierOf(tables, row.facility_id) !== 'primary'),
  of('discharges'),
]
const tele = dated('teleservice', 'service_date')
const online = dated('internet_visit', 'visit_date')
const known = dated('mutual_recognition', 'recognition_date')
const flow = ofArea('flow_month', 'month_start')
const home = (row: RawRow) => row.treated_code === row.area_code
const contracts = dated('family_doctor_contract', 'month_start')

const emr = graded('emr_grade')
const interop = graded('interop_grade')
const FOUR = ['四级乙等', '四级甲等', '五级乙等', '五级甲等']
const atLeast = (level: number) => when((row) => row.level !== null && n(row, 'level') >= level)
const entries = held('catalogue_entry', 'registered_on', null, true)

const tasks = ofArea('inspection', 'issued_on')
const penalties = ofArea('penalty', 'decided_on')
const done = is('state', '已完成')
const credits = newest('credit', ['facility_id'])
const shots = ofArea('vaccination', 'month_start')
const syndromes = dated('syndrome_day', 'visit_date')
const hits = dated('rule_hit', 'hit_date')
const targets = newest('target', ['indicator', 'area_code', 'tier'], true)

const emrShares = Object.fromEntries(
  [3, 4, 5].flatMap((level): [string, AreaDefinition][] => [
    [`emrGrades.atLeast${level}`, stock(emr, atLeast(level))],
    [`emrGrades.atLeast${level}Share`, stockShare([emr, atLeast(level)], [emr, one])],
  ]),
)
const smart = (kind: string, name: string): [string, AreaDefinition][] => {
  const source = graded('smart_grade', is('kind', kind))
  return [
    [`smartGrades.${name}Hospitals`, stock(source, one)],
    [`smartGrades.${name}AtLeast2`, stock(source, atLeast(2))],
    [`smartGrades.${name}Share`, stockShare([source, atLeast(2)], [source, one])],
  ]
}
const flag = (name: string) => when(yes(name))
const ROLES = [
  ...[
    'ward_physician',
    'ward_nurse',
    'clinic_physician',
    'examination',
    'laboratory',
    'treatment',
    'support',
    'records',
  ],
  ...['record_basis', 'information_use'],
]

export const AREA_DEFINITIONS: Readonly<Record<string, AreaDefinition>> = {
  'incomeItems.amount': sum(income, of('amount')),
  'incomeItems.materialPerHundred': {
    ...share(item('卫生材料'), [income, when(not(is('item', ...DRUGS)), of('amount'))]),
    per: 100,
  },
  'incomeItems.labourShare': share(item('挂号', '诊察', '治疗', '手术', '护理'), [income, of('amount')]),
  'incomeItems.examinationShare': share(item('检查'), [income, of('amount')]),
  'incomeItems.laboratoryShare': share(item('化验'), [income, of('amount')]),
  'incomeItems.herbalShare': share(item('中药饮片'), item(...DRUGS)),
  'incomeItems.inpatientShare': share([income, when(is('setting', '住院'), of('amount'))], [income, of('amount')]),
  'financeYear.income': sum(finance, of('total_income')),
  'financeYear.expense': sum(finance, of('total_expense')),
  'financeYear.staffShare': share([finance, of('staff_expense')], [finance, of('total_expense')]),
  'financeYear.surplusRate': share([finance, inHand], [finance, of('total_income')]),
  'financeYear.debtRatio': share([finance, of('liabilities')], [finance, of('assets')]),
  'financeYear.energyPerTenThousand': {
    ...share(
      [finance, of('energy_tce')],
      [finance, (row) => (row.energy_tce === null ? null : n(row, 'total_income'))],
    ),
    per: 10_000,
  },

  'medication.patientDays': sum(...monthly('patient_days')),
  'medication.useDensity': { ...share(doses, monthly('patient_days')), per: 100 },
  'medication.essentialVisitShare': share(monthly('visits_essential'), monthly('visits')),
  'medication.essentialDischargeShare': share(monthly('discharges_essential'), monthly('discharges')),
  'medication.antibacterialDischargeShare': share(monthly('discharges_antibacterial'), monthly('discharges')),
  'medication.antibacterialVisitShare': share(monthly('visits_antibacterial'), monthly('visits')),
  'medication.reviewShare': share(monthly('prescriptions_reviewed'), monthly('prescriptions')),
  'medication.soundShare': share(monthly('prescriptions_sound'), monthly('prescriptions_reviewed')),
  'drugs.amount': sum(use, of('amount')),
  'drugs.varieties': { ...sum(use, one), distinct: different(() => true) },
  'drugs.essentialVarieties': { ...sum(use, one), distinct: different(isDrug(yes('essential'))) },
  'drugs.procuredShare': share(
    [use, when(isDrug(yes('procured')), of('quantity'))],
    [
      use,
      when(
        isDrug((one) => typeof one.procurement_group === 'string'),
        of('quantity'),
      ),
    ],
  ),
  'drugs.essentialAmountShare': share([use, when(isDrug(yes('essential')), of('amount'))], [use, of('amount')]),
  'drugs.antibacterialAmountShare': share([use, when(antibacterial, of('amount'))], [use, of('amount')]),
  'drugs.specialShare': share(
    [use, when(isDrug(is('antibacterial_level', '特殊')), of('ddds'))],
    [use, when(antibacterial, of('ddds'))],
  ),

  'equipment.units': stock(units, one),
  'equipment.unitsPerMillion': { ...stock(units, one), perResident: 1_000_000 },
  'equipment.linac': stock(units, ofClass('直线加速器')),
  'equipment.linacPerMillion': { ...stock(units, ofClass('直线加速器')), perResident: 1_000_000 },
  'equipment.petCt': stock(units, ofClass('PET/CT')),
  'equipment.petCtPerMillion': { ...stock(units, ofClass('PET/CT')), perResident: 1_000_000 },
  'equipment.dsa': stock(units, ofClass('DSA')),
  'equipment.dsaPerMillion': { ...stock(units, ofClass('DSA')), perResident: 1_000_000 },
  'equipment.worth': stock(units, (row) => n(row, 'price')),
  'equipmentUse.exams': sum(scans, of('exams')),
  'equipmentUse.positiveShare': share([scans, of('positive')], [scans, of('judged')]),
  'equipmentUse.examsPerDay': share([scans, of('exams')], [scans, of('service_days')]),
  'licences.inForce': stock(
    licences,
    when((row) => text(row, 'valid_to') >= text(row, '_month_end')),
  ),
  'licences.expired': stock(
    licences,
    when((row) => text(row, 'valid_to') < text(row, '_month_end')),
  ),
  'licences.ending': stock(
    licences,
    when((row) => {
      const left = daysBetween(text(row, '_month_end'), text(row, 'valid_to'))
      return left >= 0 && left < 90
    }),
  ),
  'licences.unitsLicensed': stock(
    licences,
    when((row) => text(row, 'valid_to') >= text(row, '_month_end'), of('units')),
  ),
  'projects.applications': sum(projects, one),
  'projects.budget': sum(projects, of('budget')),
  'projects.beds': sum(projects, (row) => n(row, 'beds')),
  'projectSteps.finished': sum(steps, one),
  'projectSteps.onTimeShare': share(
    [steps, when((row) => text(row, 'finished_on') <= text(row, 'due_on'))],
    [steps, one],
  ),
  'projectSteps.sentBackShare': share([steps, when(is('outcome', '退回补正'))], [steps, one]),
  'projectSteps.daysPerStep': share(
    [steps, (row) => daysBetween(text(row, 'entered_on'), text(row, 'finished_on'))],
    [steps, one],
  ),

  'referrals.up': sum(...ways('上转')),
  'referrals.down': sum(...ways('下转')),
  'referrals.upRate': share(ways('上转'), primaryVisits),
  'referrals.downRate': share(ways('下转'), discharges),
  'referrals.downPerUp': share(ways('下转'), ways('上转')),
  'referrals.acceptedShare': share([referral, of('accepted')], [referral, of('referred')]),
  'referrals.inTimeShare': share([referral, of('accepted_in_time')], [referral, of('accepted')]),
  'referrals.hoursToAccept': share(
    [referral, of('hours')],
    [referral, (row) => (row.hours === null ? null : n(row, 'accepted'))],
  ),
  'teleservices.requests': sum(tele, of('requests')),
  'teleservices.requestsPerTenThousand': { ...sum(tele, of('requests')), perResident: 10_000 },
  'teleservices.completedShare': share([tele, of('completed')], [tele, of('requests')]),
  'teleservices.inTimeShare': share([tele, of('in_time')], [tele, of('completed')]),
  'teleservices.villageShare': share([tele, (row) => n(row, 'from_villages')], [tele, of('requests')]),
  'internetVisits.visits': sum(online, of('visits')),
  'internetVisits.circulatedShare': share([online, of('circulated')], [online, of('prescriptions')]),
  'internetVisits.complaintsPerTenThousand': {
    ...share([online, of('complaints')], [online, (row) => (row.complaints === null ? null : n(row, 'visits'))]),
    per: 10_000,
  },
  'mutualRecognition.eligible': sum(known, of('eligible')),
  'mutualRecognition.recognised': sum(known, of('recognised')),
  'mutualRecognition.refused': sum(known, (row) => n(row, 'eligible') - n(row, 'recognised')),
  'mutualRecognition.saved': sum(known, of('saved')),
  'mutualRecognition.recognisedShare': share([known, of('recognised')], [known, of('eligible')]),
  'careFlow.visits': sum(flow, of('visits')),
  'careFlow.admissions': sum(flow, of('admissions')),
  'careFlow.fees': sum(flow, of('fees')),
  'careFlow.visitShare': share([flow, when(home, of('visits'))], [flow, of('visits')]),
  'careFlow.admissionShare': share([flow, when(home, of('admissions'))], [flow, of('admissions')]),
  'careFlow.primaryShare': share(
    [flow, when((row, tables) => home(row) && tierOf(tables, row.facility_id) === 'primary', of('visits'))],
    [flow, when(home, of('visits'))],
  ),
  'careFlow.feesAwayShare': share([flow, when(not(home), of('fees'))], [flow, of('fees')]),
  'careFlow.outsideShare': share(
    [flow, when((row) => text(row, 'facility_id').startsWith('OUT'), of('admissions'))],
    [flow, of('admissions')],
  ),
  'familyDoctors.signed': stock(contracts, of('signed')),
  'familyDoctors.signedShare': { ...stock(contracts, of('signed')), perResident: 1 },
  'familyDoctors.keyResidents': stock(contracts, of('key_residents')),
  'familyDoctors.keySigned': stock(contracts, of('key_signed')),
  'familyDoctors.keySignedShare': stockShare([contracts, of('key_signed')], [contracts, of('key_residents')]),
  'familyDoctors.doneShare': share([contracts, of('services_done')], [contracts, of('services_due')]),

  'emrGrades.hospitals': stock(emr, one),
  'emrGrades.graded': stock(emr, of('graded')),
  'emrGrades.ungraded': stock(emr, (row) => 1 - n(row, 'graded')),
  'emrGrades.levels': stock(emr, of('level')),
  'emrGrades.meanLevel': stockShare([emr, of('level')], [emr, of('graded')]),
  ...emrShares,
  'emrRoles.meanScore': share(
    [dated('emr_grade', 'year_start'), of(...ROLES)],
    [dated('emr_grade', 'year_start'), (row) => ROLES.filter((role) => row[role] !== null).length],
  ),
  'interopGrades.hospitals': stock(interop, one),
  'interopGrades.atLeastFour': stock(interop, when(is('level', ...FOUR))),
  'interopGrades.atLeastFourShare': stockShare([interop, when(is('level', ...FOUR))], [interop, one]),
  ...Object.fromEntries([...smart('智慧服务', 'service'), ...smart('智慧管理', 'management')]),
  'dataCatalogue.registered': stock(entries, one),
  'dataCatalogue.claimed': stock(entries, flag('claimed')),
  'dataCatalogue.collected': stock(
    entries,
    when((row) => row.collected_on !== null && text(row, 'collected_on') <= text(row, '_month_start')),
  ),
  'dataCatalogue.shareable': stock(entries, flag('shareable')),
  'dataCatalogue.readable': stock(entries, flag('readable')),
  'dataCatalogue.monitored': stock(entries, flag('monitored')),
  'dataCatalogue.items': stock(entries, (row) => n(row, 'items')),
  'dataCatalogue.claimedShare': stockShare([entries, flag('claimed')], [entries, one]),
  'dataCatalogue.collectedShare': stockShare(
    [entries, when((row) => row.collected_on !== null && text(row, 'collected_on') <= text(row, '_month_start'))],
    [entries, one],
  ),
  'dataCatalogue.shareableShare': stockShare([entries, flag('shareable')], [entries, one]),
  'dataCatalogue.readableShare': stockShare([entries, flag('readable')], [entries, one]),
  'dataCatalogue.monitoredShare': stockShare([entries, flag('monitored')], [entries, one]),

  'inspections.tasks': sum(tasks, one),
  'inspections.drawn': sum(tasks, flag('drawn')),
  'inspections.penalties': sum(penalties, one),
  'inspections.fines': sum(penalties, of('fine')),
  'inspections.drawnDoneShare': share([tasks, when((row) => yes('drawn')(row) && done(row))], [tasks, flag('drawn')]),
  'inspections.drawnEndedShare': share(
    [tasks, when((row) => yes('drawn')(row) && is('state', '已完成', '已关闭')(row))],
    [tasks, flag('drawn')],
  ),
  'inspections.inTimeShare': share(
    [tasks, when((row) => row.done_on !== null && text(row, 'done_on') <= text(row, 'due_on'))],
    [tasks, when(done)],
  ),
  'inspections.faultyShare': share(
    [tasks, when((row) => done(row) && is('result', '责令改正', '立案处罚')(row))],
    [tasks, when(done)],
  ),
  'inspections.penaltyShare': share([penalties, one], [tasks, one]),
  'creditTiers.rated': stock(credits, one),
  'creditTiers.low': stock(credits, when(is('credit_tier', 'C', 'D'))),
  'creditTiers.lowShare': stockShare([credits, when(is('credit_tier', 'C', 'D'))], [credits, one]),
  'vaccinations.given': sum(shots, of('given')),
  'vaccinations.coverage': share([shots, of('given')], [shots, of('due')]),
  'syndromes.cases': sum(syndromes, of('cases')),
  'syndromes.influenzaShare': share(
    [syndromes, when(is('syndrome', '流感样病例'), of('cases'))],
    [syndromes, when(is('syndrome', '流感样病例'), of('visits'))],
  ),
  'ruleHits.hits': sum(hits, of('hits')),
  'ruleHits.overrideShare': share([hits, of('overridden')], [hits, of('hits')]),
  'ruleHits.appealShare': share([hits, of('appealed')], [hits, of('hits')]),
  'ruleHits.upheldShare': share([hits, of('upheld')], [hits, of('appealed')]),
  'targets.set': stock(targets, one),
  'targets.policy': stock(targets, when(is('evidence', 'policy'))),
}
