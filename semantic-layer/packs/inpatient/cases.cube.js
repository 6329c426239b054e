import { facilityCube, part } from './cube-shape.js'

/* The fee items of the front page, by the names of their columns; `fee-items.ts` has their titles, and a test holds the two together. */
const FEES = [
  'fee_general_service',
  'fee_general_treatment',
  'fee_nursing',
  'fee_general_other',
  'fee_pathology',
  'fee_laboratory',
  'fee_imaging',
  'fee_clinical_diagnosis',
  'fee_nonsurgical',
  'fee_surgical',
  'fee_rehabilitation',
  'fee_traditional',
  'fee_western_drug',
  'fee_patent_drug',
  'fee_herbal_drug',
  'fee_blood',
  'fee_albumin',
  'fee_globulin',
  'fee_coagulation',
  'fee_cytokine',
  'fee_material_exam',
  'fee_material_treatment',
  'fee_material_surgery',
  'fee_other',
  'fee_physical_therapy',
  'fee_anaesthesia',
  'fee_operation',
  'fee_antibacterial',
]
const number = (name) => ({ sql: (CUBE) => `${CUBE}.${name}`, type: 'number' })
const text = (name) => ({ sql: (CUBE) => `coalesce(${CUBE}.${name}, '')`, type: 'string' })
/* A mark is 1 or 0, in every engine and in every answer. */
const mark = (condition) => `CASE WHEN ${condition} THEN 1 ELSE 0 END`
/* The name of a code in whatever edition was loaded; codes without one stay codes. */
const named = (set, alias, code) =>
  `LEFT JOIN (SELECT code AS ${alias}_code, max(name_zh) AS ${alias} FROM code_entry WHERE "set" = '${set}' GROUP BY code) n_${alias} ON n_${alias}.${alias}_code = ${code}`
const all = (names, make) => Object.fromEntries(Object.entries(names).map(([name, column]) => [name, make(column)]))

/*
 * Single front pages, pseudonymous: record numbers are hashed at the import, names and addresses were never kept. `queryRewrite` opens this
 * cube to tokens of the sensitivity `case` alone. The marks are the conditions under which a page counts in `inpatient`; a test counts both.
 */
cube(
  'cases',
  facilityCube({
    pack: 'inpatient',
    tables: ['discharge', 'drg_reference', 'drg_result', 'code_entry'],
    grain: 'day',
    facts: `
      SELECT c.*, ${mark("c.discharge_way = '5'")} AS died, ${mark("c.discharge_way = '4'")} AS against_advice, ${mark('c.los_days <= 60')} AS valid,
        ${mark('c.los_days > 60')} AS long_stay, ${mark('c.in_index')} AS grouped, ${mark('c.los_days <= 60 AND NOT c.in_index')} AS ungrouped,
        ${mark('c.in_index AND c.weight >= 2')} AS heavy, ${mark('c.has_benchmark AND c.los_days <= 60')} AS benchmarked,
        ${mark('c.mortality IS NOT NULL AND c.los_days <= 60')} AS expectable,
        ${mark("c.mortality IS NOT NULL AND c.los_days <= 60 AND c.discharge_way = '5'")} AS expectable_death,
        ${mark("c.risk = 'low' AND c.classed")} AS low_risk, ${mark("c.risk = 'low' AND c.classed AND c.discharge_way = '5'")} AS low_risk_death,
        ${mark("c.risk = 'midlow' AND c.classed")} AS mid_low_risk, ${mark("c.risk = 'midlow' AND c.classed AND c.discharge_way = '5'")} AS mid_low_risk_death,
        ${mark('c.has_benchmark AND c.los_days <= 60 AND c.cost_total >= 3 * c.mean_cost')} AS dear
      FROM (
        SELECT d.facility_id AS facility_id, d.department AS department, d.attending_key AS attending_key, d.record_no AS record_no, d.admission_no AS admission_no,
          d.discharged_on AS discharged_on, CAST(d.discharged_on AS VARCHAR) AS left_on, CAST(CAST(d.admitted_at AS DATE) AS VARCHAR) AS came_on,
          d.admission_route AS admission_route, d.los_days AS los_days,
          d.sex AS sex, d.age_years AS age_years, d.payer AS payer, d.home_area AS home_area, d.main_diagnosis AS main_diagnosis,
          d.main_operation AS main_operation, d.main_operation_level AS main_operation_level, d.discharge_way AS discharge_way,
          d.cost_total AS cost_total, d.cost_own AS cost_own, ${FEES.map((fee) => `d.${fee} AS ${fee}`).join(', ')},
          d.drg_code AS drg_code, d.drg_version AS drg_version, r.name_zh AS drg_name, department_name, diagnosis_name, operation_name, coalesce(d.mdc, r.mdc) AS mdc,
          coalesce(r.weight, d.result_weight) AS weight, coalesce(r.risk_class, d.result_risk_class) AS risk, r.mean_cost AS mean_cost, r.mean_los AS mean_los,
          r.mortality AS mortality, r.drg_code IS NOT NULL AS has_benchmark, d.drg_code IS NOT NULL AND d.los_days <= 60 AS classed,
          coalesce(r.weight, d.result_weight) IS NOT NULL AND d.drg_code IS NOT NULL AND d.los_days <= 60 AS in_index,
          CASE WHEN d.drg_code IS NULL THEN coalesce(d.ungrouped_reason, 'no-result')
            WHEN coalesce(r.weight, d.result_weight) IS NULL THEN 'no-weight' ELSE '' END AS ungrouped_reason
        FROM discharge_grouped d
        LEFT JOIN drg_reference_at r ON r.drg_code = d.drg_code AND r.drg_version = d.drg_version
          AND d.discharged_on >= r.since AND d.discharged_on < r.until
        ${named('department', 'department_name', 'd.department')}
        ${named('icd10', 'diagnosis_name', 'd.main_diagnosis')}
        ${named('icd9cm3', 'operation_name', 'd.main_operation')}
      ) c`,
    day: 'discharged_on',
    rolledUp: false,
    dimensions: {},
    derived: {
      ...all(
        {
          department: 'department',
          doctor: 'attending_key',
          record: 'record_no',
          dischargedOn: 'left_on',
          admittedOn: 'came_on',
          route: 'admission_route',
          sex: 'sex',
          payer: 'payer',
          homeArea: 'home_area',
          diagnosis: 'main_diagnosis',
          operation: 'main_operation',
          operationLevel: 'main_operation_level',
          way: 'discharge_way',
          drg: 'drg_code',
          drgName: 'drg_name',
          departmentName: 'department_name',
          diagnosisName: 'diagnosis_name',
          operationName: 'operation_name',
          drgVersion: 'drg_version',
          mdc: 'mdc',
          risk: 'risk',
          ungroupedReason: 'ungrouped_reason',
        },
        text,
      ),
      ...all(
        {
          admission: 'admission_no',
          stay: 'los_days',
          age: 'age_years',
          cost: 'cost_total',
          ownCost: 'cost_own',
          weight: 'weight',
          meanCost: 'mean_cost',
          meanStay: 'mean_los',
          died: 'died',
          againstAdvice: 'against_advice',
          valid: 'valid',
          longStay: 'long_stay',
          grouped: 'grouped',
          ungrouped: 'ungrouped',
          heavy: 'heavy',
          benchmarked: 'benchmarked',
          expectable: 'expectable',
          expectableDeath: 'expectable_death',
          lowRisk: 'low_risk',
          lowRiskDeath: 'low_risk_death',
          midLowRisk: 'mid_low_risk',
          midLowRiskDeath: 'mid_low_risk_death',
          dear: 'dear',
        },
        number,
      ),
      ...Object.fromEntries(
        FEES.map((fee) => [fee.replace(/_(\w)/g, (_, letter) => letter.toUpperCase()), number(fee)]),
      ),
    },
    /* Sums by which the doctors of a department are told apart; as `inpatient` adds them up of all. */
    measures: {
      cases: part('1'),
      lowRiskDeaths: part('low_risk_death'),
      groupedCases: part('grouped'),
      totalWeight: part('CASE WHEN in_index THEN weight END'),
      totalCost: part('cost_total'),
      benchmarkedCases: part('benchmarked'),
      costRatioSum: part(
        'CASE WHEN has_benchmark AND los_days <= 60 THEN cost_total / nullif(mean_cost, 0) END',
        'sum',
        'each case against the mean of its own group',
      ),
      expectableDeaths: part('expectable_death'),
      expectedDeaths: part('CASE WHEN mortality IS NOT NULL AND los_days <= 60 THEN mortality END'),
    },
  }),
)
