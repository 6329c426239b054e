import type { Bilingual } from '@cockpit/domain/ids'

const WORDS: Readonly<Record<string, Bilingual>> = {
  'alert.raise': { zh: '新预警', en: 'New alert' },
  'task.dispatch': { zh: '待签收任务', en: 'Task to sign for' },
  'task.return': { zh: '任务被退回', en: 'Task returned' },
  'task.urge': { zh: '任务催办', en: 'Task urged' },
  'task.feedBack': { zh: '待审核反馈', en: 'Feedback to review' },
  'task.close': { zh: '任务已办结', en: 'Task closed' },
  'task.abort': { zh: '任务已中止', en: 'Task aborted' },
}

/** What stands in a person's inbox: what happened, then the title of the alert or task. */
export function noticeText(what: string, title: string, locale: string): string {
  const words = WORDS[what]
  if (!words) return title
  return locale.startsWith('en') ? `${words.en}: ${title}` : `${words.zh}：${title}`
}
