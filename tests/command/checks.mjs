import fs from 'node:fs'
import path from 'node:path'
import { root, say } from '../../jobs/cli/prepare/console.mjs'
import { stream } from './stream.mjs'

const WORKSPACES = ['domain', 'prisma', 'geo', 'semantic-layer', 'jobs', 'web', 'tests']
/** How long a kind may take beside the other lane: a machine half as fast as a usual one, with two cores, needs less. */
const MINUTES = { unit: 12, integration: 40, browser: 40 }
const results = path.join(root, 'artefacts/test-results')

/** One check a workspace. */
export async function types(tally) {
  say('types')
  const tsc = path.join(root, 'node_modules/typescript/bin/tsc')
  for (const workspace of WORKSPACES)
    await check(`types: ${workspace}`, tally, [tsc, '--noEmit', '--pretty', 'false', '-p', workspace])
}

export async function lint(tally) {
  say('lint')
  const biome = path.join(root, 'node_modules/@biomejs/biome/bin/biome')
  for (const workspace of WORKSPACES)
    await check(`lint: ${workspace}`, tally, [biome, 'check', '--colors=off', workspace])
}

async function check(name, tally, args) {
  const { code, output } = await stream(process.execPath, args, { quiet: true, minutes: 10 })
  console.log(`${code === 0 ? '  ok ' : '  FAILED '} ${name}`)
  if (code === 0) return tally.pass()
  console.log(output)
  tally.fail(name, output)
}

/** Runs one vitest project. A run that ends without a report has failed, whatever it printed. */
export async function vitest(project, tally, tools) {
  say(`${project} tests`)
  const report = path.join(results, `${project}.json`)
  fs.mkdirSync(results, { recursive: true })
  fs.rmSync(report, { force: true })
  const { code, output } = await stream(
    process.execPath,
    [
      path.join(root, 'node_modules/vitest/vitest.mjs'),
      ...['run', '--project', project, '--passWithNoTests'],
      ...['--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
    ],
    { env: { COCKPIT_REDIS_SERVER: tools.redis.path ?? '' }, minutes: MINUTES[project] },
  )
  if (!fs.existsSync(report)) return tally.fail(`${project} tests ended without a report`, lastLines(output))
  const { testResults } = JSON.parse(fs.readFileSync(report, 'utf8'))
  let failed = 0
  for (const file of testResults) {
    const place = path.relative(root, file.name)
    if (file.status === 'failed' && file.assertionResults.every((test) => test.status !== 'failed')) {
      failed += 1
      tally.fail(place, file.message)
    }
    for (const test of file.assertionResults) {
      const name = `${place} > ${test.fullName}`
      if (test.status === 'passed') tally.pass()
      else if (test.status === 'failed') {
        failed += 1
        tally.fail(name, test.failureMessages.join('\n'))
      } else tally.skip(name, reasonIn(test))
    }
  }
  if (code !== 0 && failed === 0) tally.fail(`${project} tests ended with code ${code}`, lastLines(output))
}

/** A test that skips itself says why in a note. */
function reasonIn(test) {
  return (test.meta?.reason ?? test.annotations?.[0]?.message ?? test.failureMessages?.[0] ?? '').toString()
}

/** Runs the browser tests against the real stack, or counts them as skipped and says why. */
export async function browserTests(tally, tools, built) {
  say('browser tests')
  if (built?.failure) return tally.fail('the web could not be built', built.failure)
  const report = path.join(results, 'browser.json')
  fs.mkdirSync(results, { recursive: true })
  fs.rmSync(report, { force: true })
  const command = [path.join(root, 'node_modules/@playwright/test/cli.js'), 'test', '-c', 'tests/playwright.config.ts']
  const env = { PLAYWRIGHT_JSON_OUTPUT_NAME: report, COCKPIT_BROWSER: tools.browser.path ?? '' }
  if (tools.browser.missing) {
    const listed = await stream(process.execPath, [...command, '--list', '--reporter=json'], { env, quiet: true })
    if (!fs.existsSync(report)) return tally.fail('the browser tests could not be listed', lastLines(listed.output))
    for (const { name } of specsIn(JSON.parse(fs.readFileSync(report, 'utf8')))) tally.skip(name, tools.browser.missing)
    return
  }
  const { code, output } = await stream(process.execPath, [...command, '--reporter=list,json'], {
    env,
    minutes: MINUTES.browser,
  })
  if (!fs.existsSync(report)) return tally.fail('the browser tests ended without a report', lastLines(output))
  const found = JSON.parse(fs.readFileSync(report, 'utf8'))
  let failed = 0
  for (const { name, test } of specsIn(found)) {
    if (test.status === 'expected' || test.status === 'flaky') tally.pass()
    else if (test.status === 'skipped')
      tally.skip(name, test.annotations.map((note) => note.description ?? '').join('; '))
    else {
      failed += 1
      tally.fail(name, test.results.map((result) => result.error?.message ?? '').join('\n'))
    }
  }
  for (const error of found.errors ?? []) {
    failed += 1
    tally.fail('browser tests', error.message ?? '')
  }
  if (code !== 0 && failed === 0) tally.fail(`browser tests ended with code ${code}`, lastLines(output))
}

function* specsIn(node, above = []) {
  for (const suite of node.suites ?? []) yield* specsIn(suite, [...above, suite.title])
  for (const spec of node.specs ?? [])
    for (const test of spec.tests) yield { name: [...above, spec.title].join(' > '), test }
}

function lastLines(text) {
  return text.trimEnd().split('\n').slice(-30).join('\n')
}
