import { facilityCube, measuresOf } from './cube-shape.js'

const m = measuresOf({
  standard: '国办发〔2019〕4号 三级公立医院绩效考核',
  evidence: 'verified',
  owner: '医政处',
  tables: ['discharge'],
  suppressBelow: 5,
  suppressOn: 'operated',
})
const counted = (condition) => `CASE WHEN ${condition} THEN 1 ELSE 0 END`

/*
 * Operations by the main one of each front page: it is an operation when it has a grade (1 to 4), else it is a procedure. Further
 * operations of the same page are not counted. Senders fill in little of how it was done: the shares stand on the pages that say it.
 */
cube(
  'surgery',
  facilityCube({
    pack: 'inpatient',
    tables: ['discharge'],
    grain: 'day',
    facts: `SELECT facility_id, department, CAST(discharged_at AS DATE) AS discharged_on, main_operation_level AS grade,
        main_operation IS NOT NULL AND main_operation_level IN ('1', '2', '3', '4') AS operation,
        main_operation_minimally_invasive AS minimal, main_operation_day_surgery AS within_a_day, main_operation_elective AS elective
      FROM discharge`,
    day: 'discharged_on',
    dimensions: { department: 'department' },
    measures: {
      ...m.parts({
        pages: '1',
        operated: counted('operation'),
        gradeThree: counted("operation AND grade = '3'"),
        gradeFour: counted("operation AND grade = '4'"),
        toldHow: counted('operation AND minimal IS NOT NULL'),
        minimallyInvasive: counted('operation AND minimal'),
        electivePages: counted('operation AND elective AND within_a_day IS NOT NULL'),
        dayPages: counted('operation AND elective AND within_a_day'),
      }),
      operatedShare: m.share('operated', 'pages', {
        name: ['出院患者手术占比', 'Discharged patients operated on'],
        direction: 'higher',
        suppressOn: 'pages',
        formula: [
          '主要手术有级别的首页 ÷ 出院病案首页（每份首页计一台）',
          'Front pages whose main operation has a grade ÷ front pages; one operation a page',
        ],
      }),
      gradeThreeShare: m.share('gradeThree', 'operated', {
        name: ['三级手术占比', 'Share of grade 3 operations'],
        direction: 'higher',
        formula: ['三级手术 ÷ 手术（用于二级医院）', 'Grade 3 ÷ all operations; read for secondary hospitals'],
      }),
      gradeFourShare: m.share('gradeFour', 'operated', {
        name: ['四级手术占比', 'Share of grade 4 operations'],
        direction: 'higher',
        formula: ['四级手术 ÷ 手术', 'Grade 4 ÷ all operations'],
      }),
      minimallyInvasiveShare: m.share('minimallyInvasive', 'toldHow', {
        name: ['出院患者微创手术占比', 'Share of minimally invasive operations'],
        direction: 'higher',
        suppressOn: 'toldHow',
        formula: ['微创手术 ÷ 手术（只计填写了是否微创的）', 'Minimally invasive ÷ operations, of those that say it'],
      }),
      dayShare: m.share('dayPages', 'electivePages', {
        name: ['日间手术占择期手术比', 'Day surgery among elective operations'],
        direction: 'monitor',
        suppressOn: 'electivePages',
        formula: [
          '日间手术 ÷ 择期手术（只计填写了是否日间的）',
          'Day surgery ÷ elective operations, of those that say it',
        ],
      }),
    },
  }),
)
