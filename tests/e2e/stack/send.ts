import { expect, type Page } from '@playwright/test'

const HEADER = [
  'facility_id,department,visit_date,outpatient_visits,emergency_visits,checkup_visits,appointment_visits',
  'outpatient_income,inpatient_income,outpatient_drug_income,drug_income,herbal_income,material_income,exam_income,lab_income',
].join(',')

/** Figures of one department and day that the checks find nothing wrong with. */
const FIGURES = '900,90,1,50,90000,90000,5000,9000,10,6000,7000,8000'

/** A file for `visit_day`: a row for each day, or the row as it is given. */
export function visitFile(rows: readonly { facility: string; department: string; day: string; figures?: string }[]) {
  return `${[HEADER, ...rows.map(({ facility, department, day, figures = FIGURES }) => `${facility},${department},${day},${figures}`)].join('\n')}\n`
}

/** Chooses a file for a table on the page of imports and waits until it has been looked at. */
export async function chooseFile(page: Page, table: string, name: string, text: string): Promise<void> {
  await page.goto('/imports')
  // The list of tables is long and shows only what is in view: it is searched.
  await page.getByTestId('import-table').click()
  await page.keyboard.type(table)
  await page.keyboard.press('Enter')
  await expect(page.getByTestId('import-table')).toContainText(table)
  await page.getByTestId('import-upload').setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) })
  await expect(page.getByTestId('import-chosen')).toHaveAttribute('data-state', 'readable')
}

/** Sends the chosen file and waits until it is published. */
export async function sendChosen(page: Page, name: string): Promise<void> {
  await page.getByTestId('import-send').click()
  await expect(page.getByTestId('import-sent').filter({ hasText: name })).toHaveAttribute('data-state', 'published')
}
