import { Command, CommanderError } from 'commander'
import { catalogueVerb } from './catalogue'
import { clusterVerb } from './cluster'
import { demoVerb } from './demo'
import { groupingVerb } from './grouping'
import { importVerb } from './import'
import { lakeVerb } from './lake'
import { lineageVerb } from './lineage'
import { mappingsVerb } from './mappings'
import { methodsVerb } from './methods'
import { personVerb } from './person-verb'
import { queryVerb } from './query'
import { refusedVerb } from './refused'
import { regionVerb } from './region'
import { rejectsVerb } from './rejects'
import { rulesVerb } from './rules'
import { senderVerb } from './sender'
import { Trouble, UsageError } from './trouble'
import { upVerb } from './up'
import { verifyVerb } from './verify'

/** 0 done · 1 failed · 2 called wrongly. Verbs load what they need only when they run, so that `--help` is quick. */
async function main(argv: readonly string[]): Promise<number> {
  const program = new Command('cockpit')
    .description('Health governance cockpit: start it, feed it, ask it, check it.')
    .showHelpAfterError('(add --help for the options and examples)')
    .showSuggestionAfterError()
    .addHelpText(
      'after',
      '\nExit codes: 0 done, 1 failed, 2 called wrongly.\nSettings come from the environment: README.md lists them.',
    )
  for (const verb of [
    upVerb,
    demoVerb,
    regionVerb,
    importVerb,
    groupingVerb,
    rejectsVerb,
    refusedVerb,
    personVerb,
    senderVerb,
    mappingsVerb,
    catalogueVerb,
    queryVerb,
    rulesVerb,
    methodsVerb,
    lineageVerb,
    lakeVerb,
    clusterVerb,
    verifyVerb,
  ])
    program.addCommand(prepared(verb()))
  program.exitOverride()
  try {
    await program.parseAsync(argv, { from: 'user' })
    return typeof process.exitCode === 'number' ? process.exitCode : 0
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
    if (error instanceof UsageError) {
      console.error(`cockpit: ${error.message}`)
      return 2
    }
    if (error instanceof Trouble) console.error(`cockpit: ${error.message}`)
    else console.error('cockpit: unexpected failure, please report it with this trace\n', error)
    return 1
  }
}

/** Subcommands do not inherit `exitOverride`; without it commander ends the process with 1 on wrong usage. */
function prepared(command: Command): Command {
  command.exitOverride().showHelpAfterError('(add --help for the options and examples)')
  for (const child of command.commands) prepared(child)
  return command
}

process.exitCode = await main(process.argv.slice(2))
