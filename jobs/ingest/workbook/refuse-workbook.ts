import { Refused } from '../outcome'

/** A workbook that cannot be read, in the words of `what` is wrong, with what the sender can do about it. */
export function refuseWorkbook(zh: string, en: string): Refused {
  return new Refused({ code: 'workbook', message: { zh, en } })
}

export function brokenWorkbook(zh: string, en: string): Refused {
  return refuseWorkbook(
    `工作簿已损坏：${zh}。请用表格软件打开并另存为 xlsx 或 CSV 后重新发送。`,
    `The workbook is damaged: ${en}. Open it in a spreadsheet program, save it as xlsx or CSV and send it again.`,
  )
}

export function tooLarge(zh: string, en: string): Refused {
  return refuseWorkbook(
    `工作簿过大：${zh}。请另存为 CSV 后重新发送。`,
    `The workbook is too large: ${en}. Save it as CSV and send it again.`,
  )
}
