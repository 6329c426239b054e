import { refuseWorkbook } from './refuse-workbook'

const ZIP = '504b0304'
const EMPTY_ZIP = '504b0506'
const COMPOUND = 'd0cf11e0a1b11ae1'
/** Name of the stream in which an encrypted workbook stands, as the compound file's directory writes it. */
const ENCRYPTED = Buffer.from('EncryptedPackage', 'utf16le')

/**
 * Whether the file is an archive, as a workbook is.
 * @throws Refused for the old kind of workbook (xls), and for one locked by a password, which is wrapped in that kind of file
 */
export function isWorkbook(head: Buffer): boolean {
  const magic = head.subarray(0, 8).toString('hex')
  if (magic.startsWith(ZIP) || magic.startsWith(EMPTY_ZIP)) return true
  if (!magic.startsWith(COMPOUND)) return false
  if (head.includes(ENCRYPTED))
    throw refuseWorkbook(
      '工作簿设有打开密码，无法读取。请取消密码后重新发送。',
      'The workbook is locked by a password and cannot be read. Remove the password and send it again.',
    )
  throw refuseWorkbook(
    '文件是旧版 Excel 工作簿（xls）。请另存为 xlsx 或 CSV 后重新发送；如设有打开密码请先取消。',
    'The file is an old Excel workbook (xls). Save it as xlsx or CSV and send it again; if it has a password, remove it first.',
  )
}
