import { Command } from 'commander'
import { readSettings } from './settings'

export function demoVerb(): Command {
  return new Command('demo')
    .description('start the cockpit with a generated province, its people and their accounts')
    .option('--scale <scale>', 'demo, small (a tenth of it) or province (a province of real size)', 'demo')
    .option('--small', 'the same as --scale small, for tests and weak machines')
    .addHelpText(
      'after',
      `
The first start generates files and imports them as any sender's; stopped halfway, the next start goes on. Later starts
keep the data. Everything is marked 演示数据; the accounts it makes are refused outside the demo.
Data: data/demo unless COCKPIT_DATA says otherwise; remove that folder to begin afresh.

Examples:
  npm run demo
  COCKPIT_WEB_PORT=3100 npm run demo
  npm run cockpit -- demo --small
  npm run demo -- --scale province      ten million discharges, 35,000 institutions: an hour and 10 GB, docs/province.md`,
    )
    .action(async (options: { scale: string; small?: boolean }) => {
      const { scaleNamed } = await import('../demo/plan')
      const scale = scaleNamed(options.small ? 'small' : options.scale)
      const env = { ...process.env, COCKPIT_DEMO: '1' }
      const { runStack } = await import('./supervisor/run-stack')
      const { fillDemo } = await import('../demo/fill-demo')
      await runStack(readSettings(env, 'data/demo'), env, (serving) => fillDemo(serving, scale))
    })
}
