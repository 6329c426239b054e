import { facilityCube, measuresOf } from './cube-shape.js'

const drug = 'LEFT JOIN drug d ON d.drug_code = u.drug_code'
const performance = '国办发〔2019〕4号 三级公立医院绩效考核'

/* The limits and who sets them, where it is not the performance assessment. */
const campaign = {
  standard: '抗菌药物临床应用管理办法；全国抗菌药物临床应用专项整治活动方案',
  evidence: 'default',
}

const rational = measuresOf({
  standard: performance,
  evidence: 'verified',
  owner: '药政处',
  tables: ['medication_month'],
})

/*
 * Doses come from the drug-use return, patient-days from the monthly return; they are laid one under the other, so that the use
 * density is a ratio of sums of one cube, for any place, facility and department. Uses of other drugs count as no dose: who sent the
 * drug-use return and used no antibacterial stands at zero, who sent none has no density.
 */
const MONTHLY = {
  patientDays: 'patient_days',
  discharges: 'discharges',
  dischargesEssential: 'discharges_essential',
  dischargesAntibacterial: 'discharges_antibacterial',
  visits: 'visits',
  visitsEssential: 'visits_essential',
  visitsAntibacterial: 'visits_antibacterial',
  prescriptions: 'prescriptions',
  prescriptionsReviewed: 'prescriptions_reviewed',
  prescriptionsSound: 'prescriptions_sound',
}
const returned = Object.values(MONTHLY)

cube(
  'medication',
  facilityCube({
    pack: 'medication',
    tables: ['drug', 'drug_use', 'medication_month'],
    grain: 'month',
    facts: `
      SELECT facility_id, department, month_start, NULL AS ddds, ${returned.join(', ')} FROM medication_month
      UNION ALL
      SELECT u.facility_id, u.department, u.month_start,
        CASE WHEN u.setting = '住院' AND d.antibacterial_level IS NOT NULL THEN u.ddds ELSE 0 END, ${returned.map(() => 'NULL').join(', ')}
      FROM drug_use u ${drug}`,
    day: 'month_start',
    dimensions: { department: 'department' },
    measures: {
      ...rational.parts(MONTHLY),
      antibacterialDdds: rational.part('ddds'),
      patientDays: rational.sum('patient_days', {
        name: ['收治患者人天数', 'Patient-days'],
        unit: ['人天', 'patient-days'],
        formula: ['出院人次 × 平均住院日，由机构按月填报', 'Discharges × average stay, as returned each month'],
      }),
      useDensity: rational.ratio('antibacterialDdds', 'patientDays', {
        name: ['抗菌药物使用强度 AUD', 'Antibacterial use density'],
        unit: ['DDDs/百人天', 'DDDs per 100 patient-days'],
        digits: 1,
        per: 100,
        direction: 'lower',
        formula: [
          '住院患者抗菌药物累计 DDD 数 × 100 ÷ 收治患者人天数',
          'Defined daily doses of antibacterials of inpatients × 100 ÷ patient-days',
        ],
        target: { max: 40, source: '综合医院 40 DDDs（待与原文核对）', evidence: 'default' },
        tables: ['drug', 'drug_use', 'medication_month'],
      }),
      essentialVisitShare: rational.share('visitsEssential', 'visits', {
        name: ['门诊患者基本药物使用率', 'Visits with an essential medicine'],
        direction: 'higher',
        formula: ['使用基本药物门诊人次 ÷ 门诊人次', 'Visits with an essential medicine ÷ outpatient visits'],
      }),
      essentialDischargeShare: rational.share('dischargesEssential', 'discharges', {
        name: ['住院患者基本药物使用率', 'Discharges given an essential medicine'],
        direction: 'higher',
        formula: ['使用基本药物出院人次 ÷ 出院人次', 'Discharges given an essential medicine ÷ discharges'],
      }),
      antibacterialDischargeShare: rational.share('dischargesAntibacterial', 'discharges', {
        name: ['住院患者抗菌药物使用率', 'Discharges given an antibacterial'],
        direction: 'lower',
        ...campaign,
        formula: ['使用抗菌药物出院人次 ÷ 出院人次', 'Discharges given an antibacterial ÷ discharges'],
        target: { max: 0.6, source: '综合医院 60%（待与原文核对）', evidence: 'default' },
      }),
      antibacterialVisitShare: rational.share('visitsAntibacterial', 'visits', {
        name: ['门诊患者抗菌药物使用率', 'Visits with an antibacterial'],
        direction: 'lower',
        ...campaign,
        formula: ['使用抗菌药物门诊人次 ÷ 门诊人次', 'Visits with an antibacterial ÷ outpatient visits'],
        target: { max: 0.2, source: '综合医院 20%（待与原文核对）', evidence: 'default' },
      }),
      reviewShare: rational.share('prescriptionsReviewed', 'prescriptions', {
        name: ['点评处方占处方总数的比例', 'Prescriptions reviewed'],
        direction: 'higher',
        formula: ['点评处方数 ÷ 处方总数', 'Prescriptions reviewed ÷ prescriptions'],
      }),
      soundShare: rational.share('prescriptionsSound', 'prescriptionsReviewed', {
        name: ['点评处方合格率', 'Prescriptions found sound'],
        direction: 'higher',
        standard: '医院处方点评管理规范（试行）',
        evidence: 'default',
        formula: ['合格处方数 ÷ 点评处方数', 'Prescriptions found sound ÷ prescriptions reviewed'],
      }),
    },
  }),
)

const use = measuresOf({
  standard: performance,
  evidence: 'verified',
  owner: '药政处',
  tables: ['drug', 'drug_use'],
})

cube(
  'drugs',
  facilityCube({
    pack: 'medication',
    tables: ['drug', 'drug_use'],
    grain: 'month',
    facts: `
      SELECT u.facility_id, u.department, u.month_start, u.setting, u.drug_code, u.quantity, u.ddds, u.patients, u.amount,
        coalesce(d.generic_name, u.drug_code) AS generic_name, substring(coalesce(d.atc_code, ''), 1, 1) AS atc_group,
        coalesce(d.antibacterial_level, '') AS antibacterial_level,
        CASE WHEN d.essential THEN 1 ELSE 0 END AS essential, CASE WHEN d.procured THEN 1 ELSE 0 END AS procured,
        CASE WHEN d.procurement_group IS NOT NULL THEN 1 ELSE 0 END AS under_procurement
      FROM drug_use u ${drug}`,
    day: 'month_start',
    dimensions: {
      department: 'department',
      setting: 'setting',
      drug: 'generic_name',
      atcGroup: 'atc_group',
      antibacterialLevel: 'antibacterial_level',
    },
    measures: {
      amount: use.yuan('amount', {
        name: ['药品使用金额', 'Drugs used'],
        formula: ['药品使用金额之和', 'Amounts of drugs used'],
        evidence: 'default',
      }),
      uses: use.part('1'),
      essentialAmount: use.part('CASE WHEN essential = 1 THEN amount ELSE 0 END'),
      procuredQuantity: use.part('CASE WHEN procured = 1 THEN quantity ELSE 0 END'),
      varietyQuantity: use.part('CASE WHEN under_procurement = 1 THEN quantity ELSE 0 END'),
      antibacterialAmount: use.part("CASE WHEN antibacterial_level <> '' THEN amount ELSE 0 END"),
      antibacterialDdds: use.part("CASE WHEN antibacterial_level <> '' THEN ddds ELSE 0 END"),
      specialDdds: use.part("CASE WHEN antibacterial_level = '特殊' THEN ddds ELSE 0 END"),
      varieties: use.distinct('drug_code', {
        name: ['使用药品品种数', 'Drugs in use'],
        unit: ['种', 'drugs'],
        formula: ['期内有用量的药品数', 'Different drugs used in the period'],
        evidence: 'default',
        suppressOn: 'uses',
      }),
      essentialVarieties: use.distinct('CASE WHEN essential = 1 THEN drug_code END', {
        name: ['使用基本药物品种数', 'Essential medicines in use'],
        unit: ['种', 'drugs'],
        direction: 'higher',
        formula: ['期内有用量的基本药物数', 'Different essential medicines used in the period'],
        evidence: 'default',
        suppressOn: 'uses',
      }),
      procuredShare: use.share('procuredQuantity', 'varietyQuantity', {
        name: ['集采中选药品使用比例', 'Share of centrally procured drugs'],
        direction: 'higher',
        formula: [
          '集采中选药品用量 ÷ 同种药品用量（中选与非中选）',
          'Quantity of selected drugs ÷ quantity of the same varieties, selected or not',
        ],
      }),
      essentialAmountShare: use.share('essentialAmount', 'amount', {
        name: ['基本药物金额占比', 'Essential medicines in drug spending'],
        direction: 'higher',
        evidence: 'default',
        formula: ['基本药物使用金额 ÷ 药品使用金额', 'Amount of essential medicines ÷ amount of all drugs'],
      }),
      antibacterialAmountShare: use.share('antibacterialAmount', 'amount', {
        name: ['抗菌药物金额占比', 'Antibacterials in drug spending'],
        direction: 'lower',
        evidence: 'default',
        formula: ['抗菌药物使用金额 ÷ 药品使用金额', 'Amount of antibacterials ÷ amount of all drugs'],
      }),
      specialShare: use.share('specialDdds', 'antibacterialDdds', {
        name: ['特殊使用级抗菌药物占比', 'Special-level antibacterials'],
        direction: 'lower',
        evidence: 'default',
        formula: [
          '特殊使用级抗菌药物 DDD 数 ÷ 抗菌药物 DDD 数',
          'Doses of special-level antibacterials ÷ doses of all antibacterials',
        ],
      }),
    },
  }),
)
