import type { AlertRule } from '@cockpit/domain/alert/rule'

/*
 * The loop watches itself. Three months together and by more than chance, for a county has few tasks a month; limits are ours, not policy. No institution is
 * called for its own slowness here: that is what the clocks and cards of its tasks are for.
 */
const slow = (
  id: string,
  indicator: string,
  [op, value]: readonly ['<' | '>', number],
  [title, english]: readonly [string, string],
  [zh, en]: readonly [string, string],
): AlertRule => ({
  id,
  title: { zh: title, en: english },
  indicator,
  by: 'county',
  grain: 'month',
  level: 'IV',
  when: { kind: 'rate', op, value, per: 1, steps: 3, tail: 0.01 },
  owner: 'supervisor',
  holdOff: 2,
  recovery: 2,
  advice: { zh, en },
  version: '2026.1',
})

export const rules: readonly AlertRule[] = [
  slow(
    'loop-signed-late',
    'loopTasks.signedOnTime',
    ['<', 0.8],
    ['任务签收及时率近三个月低于 80%', 'Fewer than 80 % of tasks signed in time over three months'],
    [
      '核对值班与通知渠道，约谈签收最慢的机构。',
      'Check duty rosters and how people are told; speak with the slowest institutions.',
    ],
  ),
  slow(
    'loop-closed-late',
    'loopTasks.closedOnTime',
    ['<', 0.7],
    ['任务按时办结率近三个月低于 70%', 'Fewer than 70 % of tasks closed in time over three months'],
    [
      '按规则与级别下钻，查找卡在处置还是审核。',
      'Drill down by rule and level: is it the handling or the review that takes so long?',
    ],
  ),
  slow(
    'loop-relapses',
    'loopTasks.relapseShare',
    ['>', 0.15],
    ['整改复发率近三个月高于 15%', 'More than 15 % of closed tasks relapsed over three months'],
    ['抽查办结证据，核对是否治标未治本。', 'Examine the evidence of closed tasks: was the cause removed?'],
  ),
  slow(
    'loop-false-alarms',
    'loopAlerts.falseShare',
    ['>', 0.3],
    ['预警误报率近三个月高于 30%', 'More than 30 % of alerts were false over three months'],
    [
      '按规则下钻，对误报最多的规则回测并调整。',
      'Drill down by rule; run the worst ones over the history and set them anew.',
    ],
  ),
]
