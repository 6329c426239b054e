import type { Bilingual } from '@cockpit/domain/ids'
import type { QueryTrouble } from '@cockpit/domain/indicator/query-trouble'
import type { AskRefusal } from '@cockpit/semantic-layer/client/ask'

export type ProblemReason =
  | Exclude<AskRefusal, 'unknown-territory' | 'unknown-facility'>
  | 'signed-out'
  | 'bad-question'
  | 'bad-format'
  | 'export-not-permitted'
  | 'too-many-questions'
  | 'address-too-long'
  | 'answer-too-large'
  | 'failed'

export interface Kind {
  readonly status: number
  readonly title: Bilingual
  /** What to do about it. */
  readonly remedy: Bilingual
}

export const PROBLEMS: Readonly<Record<ProblemReason, Kind>> = {
  'signed-out': {
    status: 401,
    title: { zh: '未登录', en: 'Not signed in' },
    remedy: {
      zh: '请先登录，并在请求中带上会话 Cookie。报送令牌只能报送，不能读取。',
      en: 'Sign in and send the session cookie with the request. A sender token sends; it does not read.',
    },
  },
  'bad-question': {
    status: 400,
    title: { zh: '问题的写法有误', en: 'The question cannot be read' },
    remedy: {
      zh: '按 errors 逐项改正；写法见 /api/indicators/openapi.json。',
      en: 'Correct what errors names; /api/indicators/openapi.json says how it is written.',
    },
  },
  'bad-format': {
    status: 400,
    title: { zh: '没有这种格式', en: 'There is no such format' },
    remedy: { zh: 'format 写 json、csv 或 xlsx。', en: 'format is json, csv or xlsx.' },
  },
  'unknown-indicator': {
    status: 400,
    title: { zh: '没有这个指标', en: 'There is no such indicator' },
    remedy: { zh: '从指标目录取指标代码。', en: 'Take the id from the catalogue.' },
  },
  'unknown-version': {
    status: 400,
    title: { zh: '没有这个口径版本', en: 'There is no such version of the definition' },
    remedy: { zh: '指标目录列有每个指标的版本。', en: 'The catalogue lists the versions of each indicator.' },
  },
  'bad-breakdown': {
    status: 400,
    title: { zh: '这些指标不能这样分解', en: 'These indicators cannot be broken down so' },
    remedy: {
      zh: '换一种 by，或缩短期间、加长步长；每个指标可用的维度见指标目录。',
      en: 'Choose another by, a shorter period or longer steps; the catalogue lists the dimensions of each indicator.',
    },
  },
  'bad-filter': {
    status: 400,
    title: { zh: '这些指标没有所筛选的维度', en: 'These indicators lack the dimensions of the filters' },
    remedy: { zh: '按指标目录所列维度筛选。', en: 'Filter by a dimension that the catalogue lists.' },
  },
  'not-permitted': {
    status: 403,
    title: { zh: '没有这个地方，或您的授权不到这里', en: 'There is no such place, or your grants do not reach it' },
    remedy: {
      zh: '核对区划代码和机构代码，只问授权范围内的地方，或请安全管理员授权。',
      en: 'Check the code of the area and the id of the facility, ask about places within your grants, or ask the security administrator for one.',
    },
  },
  'export-not-permitted': {
    status: 403,
    title: { zh: '您的授权不含导出', en: 'Your grants do not include exports' },
    remedy: {
      zh: '用 format=json 读取，或请安全管理员授予含导出的角色。',
      en: 'Read with format=json, or ask the security administrator for a role that may export.',
    },
  },
  'too-many-questions': {
    status: 429,
    title: { zh: '一分钟内的问题太多', en: 'Too many questions in a minute' },
    remedy: {
      zh: '稍候再问；一次可问 24 个指标，可按区划和月份分解。',
      en: 'Wait and ask again. One question may name 24 indicators, and be broken down by place and month.',
    },
  },
  'address-too-long': {
    status: 414,
    title: { zh: '地址太长', en: 'The address is too long' },
    remedy: { zh: '减少筛选的取值，分几次问。', en: 'Name fewer values in the filters, and ask in several questions.' },
  },
  'answer-too-large': {
    status: 413,
    title: { zh: '回答超出表格文件的行数', en: 'The answer has more lines than a spreadsheet takes' },
    remedy: { zh: '用 format=csv，或缩小问题。', en: 'Take format=csv, or ask for less.' },
  },
  unavailable: {
    status: 503,
    title: { zh: '语义层暂时没有回答', en: 'The semantic layer does not answer at the moment' },
    remedy: { zh: '稍候再问。', en: 'Ask again in a moment.' },
  },
  failed: {
    status: 500,
    title: { zh: '服务器出错', en: 'The server failed' },
    remedy: { zh: '请告知系统管理员；日志中有原因。', en: 'Tell the system administrator; the log has the cause.' },
  },
}

/** A refusal as it is told here: a place that does not exist and one that is not the caller's get the same answer. */
export function reasonOf(refusal: AskRefusal): ProblemReason {
  return refusal === 'unknown-territory' || refusal === 'unknown-facility' ? 'not-permitted' : refusal
}

interface Details {
  /** What it is about, in English, beside the title. */
  readonly message?: string
  readonly errors?: readonly QueryTrouble[]
  /** Seconds. */
  readonly retryAfter?: number
}

/**
 * A refusal as `application/problem+json` (RFC 9457), in Chinese and English; `title` and `detail` are in the language the request
 * prefers. It never tells whether a thing outside the caller's scope exists.
 */
export function problem(request: Request, reason: ProblemReason, details: Details = {}): Response {
  return problemOf(request, reason, PROBLEMS[reason], details)
}

/** The same of a refusal that another interface knows. @param kind what it says and advises */
export function problemOf(
  request: Request,
  reason: string,
  { status, title, remedy }: Kind,
  details: Details = {},
): Response {
  const language = /^\s*en\b/i.test(request.headers.get('accept-language') ?? '') ? 'en' : 'zh'
  const say = (as: keyof Bilingual): string =>
    [...(details.errors ?? []).map((error) => error[as]), as === 'en' ? (details.message ?? '') : '', remedy[as]]
      .filter((text) => text !== '')
      .join(' ')
  return Response.json(
    {
      type: `urn:cockpit:problem:${reason}`,
      title: title[language],
      status,
      detail: say(language),
      reason,
      zh: { title: title.zh, detail: say('zh') },
      en: { title: title.en, detail: say('en') },
      ...(details.errors ? { errors: details.errors } : {}),
    },
    {
      status,
      headers: {
        'content-type': 'application/problem+json; charset=utf-8',
        'cache-control': 'private, no-store',
        'content-language': language === 'zh' ? 'zh-CN' : 'en',
        ...(details.retryAfter ? { 'retry-after': String(details.retryAfter) } : {}),
      },
    },
  )
}
