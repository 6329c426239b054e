#!/usr/bin/env node
// `npm test`: types, lint, unit, integration and browser tests of a fresh clone, on Node alone.
// Ends with the line `N passed, N failed, N skipped` over everything; exit code 1 when anything failed.
//   node tests/run.mjs [types|lint|unit|integration|browser ...]   only these
import { Trouble } from '../jobs/cli/prepare/console.mjs'
import { checkNode } from '../jobs/cli/prepare/node-version.mjs'
import { browserTests, lint, types, vitest } from './command/checks.mjs'
import { prepare } from './command/prepare.mjs'
import { endAllWithThis } from './command/stream.mjs'
import { Tally } from './command/tally.mjs'

const KINDS = ['types', 'lint', 'unit', 'integration', 'browser']

async function main(asked) {
  checkNode(process.versions.node)
  const unknown = asked.filter((kind) => !KINDS.includes(kind))
  if (unknown.length > 0)
    throw new Trouble(`no such kind of test: ${unknown.join(', ')}. There are: ${KINDS.join(', ')}.`)
  const kinds = new Set(asked.length > 0 ? asked : KINDS)
  const tally = new Tally()
  endAllWithThis((signal) => {
    tally.fail(`the run was ended by ${signal}`)
    tally.finish()
  })
  const tools = await prepare(kinds)

  // Two lanes for two cores: the web is built and looked at in browsers while types, lint, unit and integration tests run. Both wait for
  // processes they started about a third of their time, which is when the other one works.
  const building = kinds.has('browser') ? tools.buildWeb() : Promise.resolve()
  const screens = kinds.has('browser') ? building.then((built) => browserTests(tally, tools, built)) : building
  // Heard at the end; without this a failure before that would end the process.
  screens.catch(() => undefined)
  if (kinds.has('types')) await types(tally)
  if (kinds.has('lint')) await lint(tally)
  if (kinds.has('unit')) await vitest('unit', tally, tools)
  // One of them kills the web as well.
  await building.catch(() => undefined)
  if (kinds.has('integration')) await vitest('integration', tally, tools)
  await screens
  return tally.finish()
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code
  },
  (error) => {
    console.error(error instanceof Trouble ? `test: ${error.message}` : error)
    console.log('0 passed, 1 failed, 0 skipped')
    process.exitCode = 1
  },
)
