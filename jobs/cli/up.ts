import { Command } from 'commander'
import { readSettings } from './settings'

export function upVerb(): Command {
  return new Command('up')
    .description('start the cockpit and keep it running until Ctrl-C')
    .option('--without-web', 'all parts but the web, where that runs on other machines')
    .addHelpText(
      'after',
      `
Starts what is not provided from outside (DATABASE_URL, CUBE_API_URL), in order: PostgreSQL, migrations, semantic
layer, jobs, web. A part that dies is started again. Logs stand in <data>/logs.

Examples:
  npm run -s cockpit -- up
  COCKPIT_DATA=/srv/cockpit COCKPIT_HOST=0.0.0.0 BETTER_AUTH_URL=https://cockpit.example npm run -s cockpit -- up
  DATABASE_URL=postgresql://cockpit@db/cockpit REDIS_URL=redis://cache npm run -s cockpit -- up`,
    )
    .action(async (options: { withoutWeb?: boolean }) => {
      const { runStack } = await import('./supervisor/run-stack')
      await runStack({ ...readSettings(process.env), serveWeb: !options.withoutWeb }, process.env)
    })
}
