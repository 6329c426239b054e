import { codeToday, dated, n, ofArea, type Source, text } from './sources'
import { type Definition, of, type Side, share, stock, sum } from './words'

/*
 * Workload, beds, money, resources and people, each transcribed from the domain's formula: a ratio of sums over raw rows, never a mean of ratios.
 */
const visits = dated('visit_day', 'visit_date')
const allVisits: Side = [visits, of('outpatient_visits', 'emergency_visits')]
const medicalIncome: Side = [visits, of('outpatient_income', 'inpatient_income')]
const beds = dated('bed_day', 'bed_date')

const resources = dated('resource_snapshot', 'month_end')
const month = (column: string) => stock(resources, of(column))
const density = (column: string, perResident: number): Definition => ({ ...month(column), perResident })
const diseases = ofArea('notifiable_month', 'month_start')
/** The newest year published for a county, those merged into it included; a figure more than ten years old is none. */
export const PEOPLE: Source = (tables, { from }) => {
  const asked = n({ year: from.slice(0, 4) }, 'year')
  const all = (tables.population ?? []).map((row) => ({ county: codeToday(tables, text(row, 'area_code')), row }))
  const yearOf = (county: string) =>
    all
      .filter((one) => one.county === county)
      .map(({ row }) => n(row, 'year'))
      .filter((year) => year <= asked && asked <= year + 10)
      .sort((a, b) => b - a)[0]
  return all.filter(({ county, row }) => n(row, 'year') === yearOf(county))
}
export const RESIDENTS: Side = [PEOPLE, of('residents')]

/** As residents, each type of insurance by itself. */
const insuredOf =
  (...types: string[]): Source =>
  (tables, span) =>
    types.flatMap((type) =>
      PEOPLE(
        { ...tables, population: (tables.insured_person ?? []).filter((row) => row.insurance_type === type) },
        span,
      ),
    )
export const INSURED: Side = [insuredOf('职工', '居民'), of('insured')]

export const HOSPITAL: Readonly<Record<string, Definition>> = {
  'outpatient.visits': sum(...allVisits),
  'outpatient.outpatientVisits': sum(visits, of('outpatient_visits')),
  'outpatient.emergencyVisits': sum(visits, of('emergency_visits')),
  'outpatient.appointmentRate': share([visits, of('appointment_visits')], [visits, of('outpatient_visits')]),
  'outpatient.costPerVisit': share([visits, of('outpatient_income')], allVisits),
  'outpatient.drugCostPerVisit': share([visits, of('outpatient_drug_income')], allVisits),

  'income.total': sum(...medicalIncome),
  'income.outpatient': sum(visits, of('outpatient_income')),
  'income.inpatient': sum(visits, of('inpatient_income')),
  'income.drugs': sum(visits, of('drug_income')),
  'income.materials': sum(visits, of('material_income')),
  'income.drugShare': share([visits, (row) => n(row, 'drug_income') - n(row, 'herbal_income')], medicalIncome),
  'income.materialShare': share([visits, of('material_income')], medicalIncome),
  'income.examinationShare': share([visits, of('exam_income', 'lab_income')], medicalIncome),
  'income.serviceShare': share(
    [
      visits,
      (row) =>
        n(row, 'outpatient_income') +
        n(row, 'inpatient_income') -
        n(row, 'drug_income') -
        n(row, 'material_income') -
        n(row, 'exam_income') -
        n(row, 'lab_income'),
    ],
    medicalIncome,
  ),

  'beds.admissions': sum(beds, of('admissions')),
  'beds.discharges': sum(beds, of('discharges')),
  'beds.openBedDays': sum(beds, of('open_beds')),
  'beds.occupiedBedDays': sum(beds, of('occupied_beds')),
  'beds.occupancy': share([beds, of('occupied_beds')], [beds, of('open_beds')]),
  'beds.turnover': { ...share([beds, of('discharges')], [beds, of('open_beds')]), per: 365 },

  'resources.beds': month('beds'),
  'resources.plannedBeds': month('beds_planned'),
  'resources.icuBeds': month('icu_beds'),
  'resources.physicians': month('physicians'),
  'resources.nurses': month('nurses'),
  'resources.generalPractitioners': month('general_practitioners'),
  'resources.ct': month('ct'),
  'resources.mri': month('mri'),
  'resources.linac': month('linac'),
  'resources.bedsPerThousand': density('beds', 1000),
  'resources.physiciansPerThousand': density('physicians', 1000),
  'resources.nursesPerThousand': density('nurses', 1000),
  'resources.generalPractitionersPerTenThousand': density('general_practitioners', 10_000),
  'resources.ctPerMillion': density('ct', 1_000_000),
  'resources.mriPerMillion': density('mri', 1_000_000),

  'notifiable.cases': { ...sum(diseases, of('cases')), persons: of('cases') },
  'notifiable.deaths': { ...sum(diseases, of('deaths')), persons: of('deaths') },
  'notifiable.incidence': { ...sum(diseases, of('cases')), perResident: 100_000, persons: of('cases') },

  'population.residents': stock(...RESIDENTS),
  'population.agedSixtyFive': stock(PEOPLE, of('aged_65')),
  'population.insured': stock(...INSURED),
  'population.insuredEmployees': stock(insuredOf('职工'), of('insured')),
  'population.insuredResidents': stock(insuredOf('居民'), of('insured')),
}
