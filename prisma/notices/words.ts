import type { Bilingual } from '@cockpit/domain/ids'

export type NoticeKind =
  | 'alert.raise'
  | 'alert.reopen'
  | 'task.dispatch'
  | 'task.return'
  | 'task.urge'
  | 'task.abort'
  | 'task.close'
  | 'task.feedBack'

/** What stands before the title of the alert or task. */
export const NOTICE_WORDS: Readonly<Record<NoticeKind, Bilingual>> = {
  'alert.raise': { zh: '新预警：', en: 'New alert: ' },
  'alert.reopen': { zh: '预警待重新处置：', en: 'Alert open again: ' },
  'task.dispatch': { zh: '新任务待签收：', en: 'New task to sign for: ' },
  'task.return': { zh: '任务已退回，请补充反馈：', en: 'Task returned, feedback needed: ' },
  'task.urge': { zh: '任务催办：', en: 'Task urged: ' },
  'task.abort': { zh: '任务已中止：', en: 'Task aborted: ' },
  'task.close': { zh: '任务已办结：', en: 'Task closed: ' },
  'task.feedBack': { zh: '任务反馈待审核：', en: 'Feedback to review: ' },
}
