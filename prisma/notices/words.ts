import type { Bilingual } from '@cockpit/domain/ids'

export type NoticeKind =
  | 'alert.raise'
  | 'alert.reopen'
  | 'alert.release'
  | 'alert.wake'
  | 'alert.raiseLevel'
  | 'alert.relocate'
  | 'task.dispatch'
  | 'task.return'
  | 'task.urge'
  | 'task.abort'
  | 'task.close'
  | 'task.feedBack'
  | 'task.issue'
  | 'task.transfer'
  | 'task.escalate'
  | 'task.supervise'
  | 'task.regrade'
  | 'task.askExtension'
  | 'task.grantExtension'
  | 'task.denyExtension'
  | 'task.confirm'
  | 'task.relapse'
  | 'task.relocate'
  | 'event.report'
  | 'event.correct'
  | 'event.confirm'
  | 'event.grade'
  | 'event.raise'
  | 'event.lower'
  | 'event.end'
  | 'event.dismiss'
  | 'event.stepSoon'
  | 'event.stepLate'
  | 'posture.ask'
  | 'posture.approve'
  | 'posture.decline'
  | 'posture.askEnd'
  | 'posture.keepOn'
  | 'posture.approveEnd'
  | 'posture.expire'

/** What stands before the title of what changed. */
export const NOTICE_WORDS: Readonly<Record<NoticeKind, Bilingual>> = {
  'alert.raise': { zh: '新预警：', en: 'New alert: ' },
  'alert.reopen': { zh: '预警待重新处置：', en: 'Alert open again: ' },
  'alert.release': { zh: '预警解除抑制：', en: 'Alert no longer inhibited: ' },
  'alert.wake': { zh: '预警暂缓期满：', en: 'Alert at rest no longer: ' },
  'alert.raiseLevel': { zh: '预警升级：', en: 'Alert raised in level: ' },
  'alert.relocate': { zh: '预警随机构移交您处：', en: 'Alert now in your county, with its institution: ' },
  'task.dispatch': { zh: '新任务待签收：', en: 'New task to sign for: ' },
  'task.return': { zh: '任务已退回，请补充反馈：', en: 'Task returned, feedback needed: ' },
  'task.urge': { zh: '任务催办：', en: 'Task urged: ' },
  'task.abort': { zh: '任务已中止：', en: 'Task aborted: ' },
  'task.close': { zh: '任务已办结：', en: 'Task closed: ' },
  'task.issue': { zh: '新任务待签收：', en: 'New task to sign for: ' },
  'task.transfer': { zh: '转办任务待签收：', en: 'Task passed on to you, to sign for: ' },
  'task.escalate': { zh: '任务升级：', en: 'Task taken up to you: ' },
  'task.supervise': { zh: '任务挂牌督办：', en: 'Task under supervision: ' },
  'task.regrade': { zh: '任务级别已调整：', en: 'Task given another level: ' },
  'task.askExtension': { zh: '任务申请延期，待审批：', en: 'More time asked for: ' },
  'task.grantExtension': { zh: '任务延期已批准：', en: 'More time granted: ' },
  'task.denyExtension': { zh: '任务延期未批准：', en: 'More time refused: ' },
  'task.confirm': { zh: '指标已恢复，任务已办结：', en: 'Indicator recovered, task closed: ' },
  'task.relapse': { zh: '问题复发，任务重新打开：', en: 'Relapse, task open again: ' },
  'task.relocate': { zh: '任务随机构移交您处：', en: 'Task now in your county, with its institution: ' },
  'event.report': { zh: '新突发事件待核实：', en: 'New event to confirm: ' },
  'event.correct': { zh: '突发事件已订正：', en: 'Event corrected: ' },
  'event.confirm': { zh: '突发事件已核实，待上报：', en: 'Event confirmed, to be sent on: ' },
  'event.grade': { zh: '突发事件已定级：', en: 'Event given a level: ' },
  'event.raise': { zh: '突发事件升级：', en: 'Event raised in level: ' },
  'event.lower': { zh: '突发事件降级：', en: 'Event lowered in level: ' },
  'event.end': { zh: '突发事件已终止：', en: 'Event ended: ' },
  'event.dismiss': { zh: '不属突发事件：', en: 'Found to be no event: ' },
  'event.stepSoon': { zh: '事件上报时限将至：', en: 'Time to send an event on is running out: ' },
  'event.stepLate': { zh: '事件上报超时：', en: 'Event not sent on in time: ' },
  'posture.ask': { zh: '应急状态待批准：', en: 'Emergency posture to approve: ' },
  'posture.approve': { zh: '转入应急状态：', en: 'Now working in emergency: ' },
  'posture.decline': { zh: '应急状态未批准：', en: 'Emergency posture declined: ' },
  'posture.askEnd': { zh: '终止应急状态待批准：', en: 'End of the emergency to approve: ' },
  'posture.keepOn': { zh: '应急状态继续：', en: 'The emergency goes on: ' },
  'posture.approveEnd': { zh: '应急状态已终止：', en: 'The emergency has ended: ' },
  'posture.expire': { zh: '应急状态到期结束，待复盘：', en: 'The emergency expired, to be reviewed: ' },
  'task.feedBack': { zh: '任务反馈待审核：', en: 'Feedback to review: ' },
}
