import type { PaperReport } from '../../../features/export/paper-report'
import { instantText } from '../../../format/instant'
import type { Language } from '../../../i18n/locale'

/** Who takes the page out, and under which number of the audit. */
export interface PaperStamp {
  readonly id: string
  readonly by: string
  readonly at: Date
  readonly language: Language
}

const WORDS = {
  zh: {
    by: '导出',
    data: '数据版本',
    through: '数据截至',
    demo: '演示数据，并非真实情况',
    page: '第',
    of: '页 / 共',
    pages: '页',
  },
  en: {
    by: 'exported by',
    data: 'data',
    through: 'data through',
    demo: 'Demonstration data, not real',
    page: 'page',
    of: 'of',
    pages: '',
  },
} as const

const FONT = '"Noto Sans CJK SC","Source Han Sans SC","PingFang SC","Microsoft YaHei",sans-serif'
const LINE = `box-sizing:border-box;display:flex;justify-content:space-between;gap:12px;width:100%;padding:0 8mm;font:8px ${FONT.replaceAll('"', "'")};color:#444;white-space:nowrap`

const escaped = (text: string) => text.replace(/[<>&"']/g, (sign) => `&#${sign.charCodeAt(0)};`)

/** Above each sheet: the page, its place and period, and that the data are invented where they are. Pure. */
export function headerHtml({ title, subject, demo, through }: PaperReport, { language }: PaperStamp): string {
  const words = WORDS[language]
  const left = [title, subject].filter((text) => text !== '').join(' · ')
  const right = [...(through ? [`${words.through} ${through}`] : []), ...(demo ? [words.demo] : [])].join(' · ')
  return `<div style="${LINE}"><b style="overflow:hidden;text-overflow:ellipsis">${escaped(left)}</b><span>${escaped(right)}</span></div>`
}

/** Below each sheet: who and when, from which data, and the number of the sheet. Pure. */
export function footerHtml({ versions }: PaperReport, { id, by, at, language }: PaperStamp): string {
  const words = WORDS[language]
  const taken =
    language === 'zh'
      ? `${by} 于 ${instantText(at)} ${words.by} · ${id}`
      : `${words.by} ${by} at ${instantText(at)} · ${id}`
  const data = versions.length > 0 ? `${words.data} ${versions.join(', ')}` : ''
  const number = `${words.page} <span class="pageNumber"></span> ${words.of} <span class="totalPages"></span> ${words.pages}`
  return `<div style="${LINE}"><span>${escaped(taken)}</span><span style="overflow:hidden;text-overflow:ellipsis">${escaped(data)}</span><span>${number}</span></div>`
}

/** A script that lays the watermark over every sheet. Pure. */
export function watermarkScript({ by, at }: PaperStamp): string {
  const text = `${by} ${instantText(at)}`
  const tile = `<svg xmlns="http://www.w3.org/2000/svg" width="360" height="190"><text x="20" y="150" transform="rotate(-20 20 150)" font-family="sans-serif" font-size="15" fill="#000" opacity="0.07">${escaped(text)}</text></svg>`
  const image = `url("data:image/svg+xml,${encodeURIComponent(tile)}")`
  return `(() => {
    const mark = document.createElement('div')
    mark.setAttribute('aria-hidden', 'true')
    mark.style.cssText = 'position:fixed;inset:0;z-index:9999;pointer-events:none'
    mark.style.backgroundImage = ${JSON.stringify(image)}
    document.body.append(mark)
  })()`
}
