import type { RawRow } from '../semantic/lake-of'
import { dated, graded, held, n, newest, ofArea, type Source, text, tierOn } from './sources'
import { type Definition, is, not, of, one, type Side, share, stock, stockShare, sum, when, yes } from './words'

const referral = dated('referral', 'referral_date')
const ways = (way: string): Side => [referral, when(is('direction', way), of('referred'))]
const primaryVisits: Side = [
  dated(
    'visit_day',
    'visit_date',
    (row, tables) => tierOn(tables, row.facility_id, text(row, 'visit_date')) === 'primary',
  ),
  of('outpatient_visits', 'emergency_visits'),
]
const discharges: Side = [
  dated('bed_day', 'bed_date', (row, tables) => tierOn(tables, row.facility_id, text(row, 'bed_date')) !== 'primary'),
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

const apps: Source = (tables, span) =>
  held(
    'application',
    '_from',
    null,
    true,
  )(
    {
      ...tables,
      application: (tables.application ?? [])
        .map((row) => ({ ...row, _from: row.approved_on ?? row.online_on ?? null }))
        .filter((row) => row._from !== null),
    },
    span,
  )
const live = (column: string, name: string) =>
  when((row) => is(column, name)(row) && row.online_on !== null && text(row, 'online_on') <= text(row, '_month_start'))

const tasks = ofArea('inspection', 'issued_on')
const penalties = ofArea('penalty', 'decided_on')
const done = is('state', '已完成')
const credits = newest('credit', ['facility_id'])
const shots = ofArea('vaccination', 'month_start')
const syndromes = dated('syndrome_day', 'visit_date')
const hits = dated('rule_hit', 'hit_date')
const minors = dated('minor_duty_month', 'month_start')
const targets = newest('target', ['indicator', 'area_code', 'tier'], true)

const emrShares = Object.fromEntries(
  [3, 4, 5].flatMap((level): [string, Definition][] => [
    [`emrGrades.atLeast${level}`, stock(emr, atLeast(level))],
    [`emrGrades.atLeast${level}Share`, stockShare([emr, atLeast(level)], [emr, one])],
  ]),
)
const smart = (kind: string, name: string): [string, Definition][] => {
  const source = graded('smart_grade', is('kind', kind))
  return [
    [`smartGrades.${name}Hospitals`, stock(source, one)],
    [`smartGrades.${name}AtLeast2`, stock(source, atLeast(2))],
    [`smartGrades.${name}Share`, stockShare([source, atLeast(2)], [source, one])],
  ]
}
const flag = (name: string) => when(yes(name))
/** Said again on purpose, as everything of the naive program: taken from the pack, a wrong word would agree with itself. */
const ROLES = {
  ward_physician: '病房医师',
  ward_nurse: '病房护士',
  clinic_physician: '门诊医师',
  examination: '检查科室',
  laboratory: '检验处理',
  treatment: '治疗信息处理',
  support: '医疗保障',
  records: '病历管理',
  record_basis: '电子病历基础',
  information_use: '信息利用',
}
/** A grading's scores, one row a role that has one. */
const roles: Source = (tables, span) =>
  dated('emr_grade', 'year_start')(tables, span).flatMap((one) =>
    Object.entries(ROLES).flatMap(([column, role]) =>
      one.row[column] === null ? [] : [{ ...one, row: { role, score: one.row[column] ?? null } }],
    ),
  )

export const CARE_AND_GRADES: Readonly<Record<string, Definition>> = {
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
    [
      flow,
      when(
        (row, tables) => home(row) && tierOn(tables, row.facility_id, text(row, 'month_start')) === 'primary',
        of('visits'),
      ),
    ],
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
  'emrRoles.meanScore': share([roles, of('score')], [roles, one]),
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

  'applications.approved': stock(apps, when(is('kind', '业务应用'))),
  'applications.residentsPortal': stock(apps, live('portal', '居民端')),
  'applications.officialsPortal': stock(apps, live('portal', '政务端')),
  'applications.components': stock(apps, live('kind', '能力组件')),
  'applications.targetUsers': stock(apps, of('target_users')),
  'applications.registeredUsers': stock(apps, of('registered_users')),
  'applications.registeredShare': stockShare([apps, of('registered_users')], [apps, of('target_users')]),

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
  'syndromes.cases': { ...sum(syndromes, of('cases')), persons: of('cases') },
  'syndromes.influenzaShare': {
    ...share(
      [syndromes, when(is('syndrome', '流感样病例'), of('cases'))],
      [syndromes, when(is('syndrome', '流感样病例'), of('visits'))],
    ),
    persons: when(is('syndrome', '流感样病例'), of('cases')),
  },
  'ruleHits.hits': sum(hits, of('hits')),
  'ruleHits.overrideShare': share([hits, of('overridden')], [hits, of('hits')]),
  'ruleHits.appealShare': share([hits, of('appealed')], [hits, of('hits')]),
  'ruleHits.upheldShare': share([hits, of('upheld')], [hits, of('appealed')]),
  'minorDuty.unreported': sum(minors, (row) => n(row, 'high_risk') - n(row, 'reported')),
  'minorDuty.reportedShare': share([minors, of('reported')], [minors, of('high_risk')]),
  'targets.set': stock(targets, one),
  'targets.policy': stock(targets, when(is('evidence', 'policy'))),
}
