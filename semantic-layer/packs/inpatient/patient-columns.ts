import { choice, count, day, facilityId, text } from '../columns'
import type { Column } from '../contract'

const PAYERS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '01', '02', '03', '04', '05', '06', '07', '08', '99']
/** A direct identifier: it never leaves the staging step. */
const dropped = { required: false, identifier: 'drop' } as const

/** Who was treated: the A part of the front page. Names, numbers, telephones and addresses are dropped or hashed. */
export const patientColumns: readonly Column[] = [
  { ...facilityId, headers: ['A01'] },
  text('record_no', '病案号', 'Record number', { headers: ['A48'], identifier: 'hash' }),
  count('admission_no', '住院次数', 'Number of this admission', { headers: ['A49'], min: 1, max: 999 }),
  text('person_key', '证件号码', 'Identity number', { headers: ['A20'], required: 'expected', identifier: 'hash' }),
  text('health_card', '健康卡号', 'Health card number', { headers: ['A47'], ...dropped }),
  text('patient_name', '姓名', 'Name', { headers: ['A11'], ...dropped }),
  text('patient_phone', '电话', 'Telephone', { headers: ['A27', 'A30', 'A35'], ...dropped }),
  text('patient_address', '地址、单位、联系人', 'Addresses, employer, contact', {
    headers: ['A22', 'A24', 'A26', 'A28C', 'A29', 'A32', 'A34'],
    ...dropped,
  }),
  day('birth_date', '出生日期', 'Date of birth', { headers: ['A13'], ...dropped }),
  choice('sex', '性别', 'Sex', ['0', '1', '2', '9'], { headers: ['A12C'] }),
  count('age_years', '年龄（岁）', 'Age in years', { headers: ['A14'], required: 'expected', max: 150 }),
  count('age_days', '不足一周岁的年龄（天）', 'Age in days, under one year', {
    headers: ['A16'],
    required: false,
    max: 366,
  }),
  count('birth_weight', '新生儿出生体重（克）', 'Weight at birth, grams', { headers: ['A17'], required: false }),
  count('newborn_weight', '新生儿入院体重（克）', 'Newborn’s weight on admission, grams', {
    headers: ['A18x01'],
    required: false,
  }),
  choice('payer', '付费方式', 'Payer', PAYERS, { headers: ['A46C'], required: 'expected' }),
  text('home_area', '现住址区划', 'County of residence', {
    headers: ['HOME_AREA'],
    required: 'expected',
    codeSet: { set: 'gbt2260', severity: 'flag' },
  }),
]
