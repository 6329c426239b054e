/*
 * Cube's configuration: the same file in our own process and in the official image (mount this file as /cube/conf/cube.js and
 * the packs as /cube/conf/model). CommonJS, because that is what the image loads. Driver, port and secret come by environment:
 * CUBEJS_API_SECRET, CUBEJS_DB_TYPE and the driver's own variables; COCKPIT_BI_USERS opens the SQL interface (docs/cube.md).
 *
 * Scope is applied here and nowhere else: every cube of a query gets the asker's areas and facilities as one OR filter.
 * A cube without the five scope dimensions cannot be compiled under that filter, so it is refused: deny by default.
 */

/** Facts about the data itself, without a place: what is published, until when. Any valid token may read them. */
const OPEN_CUBES = ['publication']
/** Single pseudonymous cases, and counts that are as close to a person: only a token of that sensitivity reads them. */
const CASE_CUBES = ['cases', 'minorDuty']
const DIMENSION_OF_LEVEL = { province: 'provinceCode', city: 'cityCode', county: 'countyCode' }
const SENSITIVITIES = ['aggregate', 'facility', 'case']
/** A token that lives longer than this was not made by us. Seconds. */
const LONGEST_LIFE = 600

/** The scope in a verified token, or undefined when it is not one of ours. */
function scopeOf(securityContext) {
  const scope = securityContext
  if (!scope || !Array.isArray(scope.areas) || !Array.isArray(scope.facilities)) return undefined
  if (!SENSITIVITIES.includes(scope.sensitivity)) return undefined
  if (typeof scope.exp !== 'number' || typeof scope.iat !== 'number' || scope.exp - scope.iat > LONGEST_LIFE)
    return undefined
  const areasKnown = scope.areas.every((area) => area && DIMENSION_OF_LEVEL[area.level] && /^\d{6}$/.test(area.code))
  const facilitiesKnown = scope.facilities.every((id) => typeof id === 'string' && id !== '')
  if (!areasKnown || !facilitiesKnown || scope.areas.length + scope.facilities.length === 0) return undefined
  return scope
}

/** Every member a query names anywhere, filters inside and/or included. */
function membersOf(query) {
  const inFilters = (filters) =>
    (filters || []).flatMap((filter) => [
      ...(filter.member || filter.dimension ? [filter.member || filter.dimension] : []),
      ...inFilters(filter.and),
      ...inFilters(filter.or),
    ])
  return [
    ...(query.measures || []),
    ...(query.dimensions || []),
    ...(query.segments || []),
    ...(query.timeDimensions || []).map((time) => time.dimension),
    ...inFilters(query.filters),
  ]
}

function scopeFilter(cube, scope) {
  const or = []
  for (const [level, dimension] of Object.entries(DIMENSION_OF_LEVEL)) {
    const values = scope.areas.filter((area) => area.level === level).map((area) => area.code)
    if (values.length > 0) or.push({ member: `${cube}.${dimension}`, operator: 'equals', values })
  }
  if (scope.facilities.length > 0)
    or.push({ member: `${cube}.facilityId`, operator: 'equals', values: [...scope.facilities] })
  return or.length === 1 ? or[0] : { or }
}

function queryRewrite(query, { securityContext }) {
  const scope = scopeOf(securityContext)
  if (!scope) throw new Error('Refused: the token carries no scope; sign the asker’s areas or facilities into it.')
  if (query.ungrouped) throw new Error('Refused: single rows are not served here; ask for measures.')
  const members = membersOf(query)
  if (members.length === 0 || members.some((member) => typeof member !== 'string'))
    throw new Error('Refused: a query names its measures and dimensions as <cube>.<member>.')
  if (scope.sensitivity === 'aggregate' && members.some((member) => member.split('.')[1] === 'facilityId'))
    throw new Error('Refused: this scope sees areas only, not single facilities.')
  const cubes = [...new Set(members.map((member) => member.split('.')[0]))]
  const unlisted = scope.cubes ? cubes.filter((cube) => !scope.cubes.includes(cube)) : []
  if (unlisted.length > 0) throw new Error(`Refused: ${unlisted.join(', ')} is not listed for this user.`)
  if (scope.sensitivity !== 'case' && cubes.some((cube) => CASE_CUBES.includes(cube)))
    throw new Error('Refused: this scope does not reach single cases.')
  const closed = cubes.filter((cube) => !OPEN_CUBES.includes(cube))
  return { ...query, filters: [...(query.filters || []), ...closed.map((cube) => scopeFilter(cube, scope))] }
}

/** A BI tool's user: a scope as a token carries it, and the cubes it may ask. Read anew at each sign-in. */
function biUserOf(file, name) {
  const users = JSON.parse(require('node:fs').readFileSync(file, 'utf8'))
  const user = Object.hasOwn(users, name) ? users[name] : undefined
  if (!user || typeof user.password !== 'string' || user.password.length < 16 || !Array.isArray(user.cubes))
    throw new Error('Refused: no such user, a password of fewer than 16 characters, or no list of cubes.')
  return user
}

/**
 * Cube's SQL interface. What it answers does not pass the cockpit's suppression of small counts, so a user of it reads areas, never single
 * institutions or cases, and only the cubes listed for it: docs/cube.md names those that count no persons.
 */
function checkSqlAuth(_request, name) {
  const { password, areas, cubes } = biUserOf(process.env.COCKPIT_BI_USERS, name)
  const now = Math.floor(Date.now() / 1000)
  const scope = { areas, facilities: [], sensitivity: 'aggregate', iat: now, exp: now + LONGEST_LIFE, cubes }
  if (!scopeOf(scope)) throw new Error('Refused: the user’s areas are not as a token carries them.')
  return { password, securityContext: scope }
}

/*
 * On ClickHouse the tables answer by themselves. A rollup kept there by Cube would stand on one host of the cluster only, and every
 * publication would make it anew; so no query uses one, and none is built. Where Cube Store is there, it keeps them.
 */
function clickhouseWithoutRollups() {
  const { queryClass } = require('@cubejs-backend/schema-compiler')
  return class extends queryClass('clickhouse') {
    newPreAggregations() {
      const rollups = super.newPreAggregations()
      rollups.rollupMatchResults = () => []
      return rollups
    }
  }
}
const withoutRollups = process.env.CUBEJS_DB_TYPE === 'clickhouse' && !process.env.CUBEJS_CUBESTORE_HOST

module.exports = {
  jwt: { algorithms: ['HS256'] },
  queryRewrite,
  contextToApiScopes: (securityContext) => (scopeOf(securityContext) ? ['meta', 'data'] : []),
  /* No contextToAppId: one compiled model and one queue for all, because scope is a filter and not a different model. */
  scheduledRefreshTimer: withoutRollups ? false : 60,
  ...(withoutRollups ? { dialectFactory: clickhouseWithoutRollups } : {}),
  ...(process.env.COCKPIT_BI_USERS ? { checkSqlAuth } : {}),
  telemetry: false,
}
