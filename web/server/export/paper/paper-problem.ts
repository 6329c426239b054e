import { type Kind, problemOf } from '../../indicators/problem'

export type PaperReason =
  | 'bad-page'
  | 'browser-missing'
  | 'browser-failed'
  | 'unsettled'
  | 'failed'
  | 'refused'
  | 'busy'

const again = { zh: '请稍候再试。', en: 'Try again in a moment.' }

/** Why a page was not put on paper, and what to do. */
export const PAPER_PROBLEMS: Readonly<Record<PaperReason, Kind>> = {
  'bad-page': {
    status: 400,
    title: { zh: '没有这个页面', en: 'There is no such page' },
    remedy: {
      zh: 'path 写本系统页面的地址，例如 /?t=330000。',
      en: 'path is the address of a page here, such as /?t=330000.',
    },
  },
  'browser-missing': {
    status: 501,
    title: { zh: '服务器上没有可用的浏览器，不能生成 PDF', en: 'The server has no browser to make a PDF with' },
    remedy: {
      zh: '请系统管理员安装 Chromium，或在 COCKPIT_CHROMIUM 中写明它的位置；也可以用浏览器打印本页。',
      en: 'Ask the system administrator to install Chromium, or to name it in COCKPIT_CHROMIUM; your own browser can print the page too.',
    },
  },
  'browser-failed': {
    status: 500,
    title: { zh: '服务器上的浏览器没有完成 PDF', en: 'The browser of the server did not finish the PDF' },
    remedy: { zh: '请告知系统管理员；日志中有原因。', en: 'Tell the system administrator; the log has the cause.' },
  },
  unsettled: {
    status: 503,
    title: {
      zh: '页面没有在一分钟内全部到齐，没有生成 PDF',
      en: 'Not all of the page was there within a minute; no PDF was made',
    },
    remedy: again,
  },
  failed: {
    status: 502,
    title: { zh: '页面有一处没有显示出来，没有生成 PDF', en: 'A part of the page could not be shown; no PDF was made' },
    remedy: {
      zh: '先在屏幕上打开本页，等每一处都有内容后再导出。',
      en: 'Open the page on the screen first, and export it when every part of it stands.',
    },
  },
  refused: {
    status: 422,
    title: { zh: '这个页面不能生成 PDF', en: 'This page is not to be had as PDF' },
    remedy: {
      zh: '它的表格一次只画出一部分，请导出为表格文件。',
      en: 'Its table draws only a part at once; export it as a table.',
    },
  },
  busy: {
    status: 503,
    title: { zh: '正在生成的 PDF 太多', en: 'Too many PDFs are being made' },
    remedy: again,
  },
}

export function paperProblem(request: Request, reason: PaperReason): Response {
  return problemOf(request, reason === 'failed' ? 'page-incomplete' : reason, PAPER_PROBLEMS[reason], {
    ...(PAPER_PROBLEMS[reason].status === 503 ? { retryAfter: 20 } : {}),
  })
}
