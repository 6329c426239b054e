import { allBut, facilities } from './front-pages'
import { timeImport } from './import-one'

/** One import in a process of its own, so that its memory is its own: `import-alone.ts <lake> <file> <rows> <bad rows>`. */
const [lake = '', csv = '', rows = '', bad = ''] = process.argv.slice(2)
const timing = await timeImport(lake, csv, facilities, allBut(Number(bad), Number(rows)))
console.log(JSON.stringify({ ...timing, peakMiB: process.resourceUsage().maxRSS / 1024 }))
