import { createSecretKey, type KeyObject } from 'node:crypto'
import { createRequire } from 'node:module'
import { SEAMS } from '@cockpit/semantic-layer/server/native-stand-in'
import { describe, expect, test } from 'vitest'

/** What we replace or override inside Cube. An upgrade that moves one of these must be seen here, not in wrong numbers. */
const require = createRequire(new URL('../../../semantic-layer/package.json', import.meta.url))
const PINNED = '1.7.43'

describe('the seams of Cube', () => {
  test.each(['server-core', 'duckdb-driver', 'native', 'query-orchestrator', 'api-gateway', 'schema-compiler'])(
    '@cubejs-backend/%s is the version that was tried',
    (name) => {
      const { version } = require(`@cubejs-backend/${name}/package.json`) as { version: string }
      expect(version).toBe(PINNED)
    },
  )

  test.each(SEAMS)('the native package exports %s', (name) => {
    expect(typeof (require('@cubejs-backend/native') as Record<string, unknown>)[name]).toBe('function')
  })

  test('results go to the native side as columns, and come back by alias', () => {
    const { ResultWrapper, rowsToColumnar } = require('@cubejs-backend/native') as {
      ResultWrapper: new (rows: unknown[]) => { getRawData(): [Uint8Array]; getFinalResult: unknown }
      rowsToColumnar: (rows: unknown[]) => unknown
    }
    expect(rowsToColumnar([{ a: 1, b: 'x' }])).toEqual({ members: ['a', 'b'], columns: [[1], ['x']] })
    const raw = new ResultWrapper([{ a: 1 }]).getRawData()[0]
    expect(JSON.parse(Buffer.from(raw).toString())).toEqual({ members: ['a'], columns: [[1]] })
  })

  test('the DuckDB driver takes its connection from getInitiatedState', () => {
    const { DuckDBDriver } = require('@cubejs-backend/duckdb-driver') as {
      DuckDBDriver: { prototype: Record<string, unknown> }
    }
    expect(String(DuckDBDriver.prototype.query)).toContain('getInitiatedState')
    expect(String(DuckDBDriver.prototype.stream)).toContain('getInitiatedState')
  })

  test('a rollup is described by PreAggregations.preAggregationDescriptionsForRecursive, reached through newPreAggregations', () => {
    const { BaseQuery, PreAggregations } = require('@cubejs-backend/schema-compiler') as Record<
      'BaseQuery' | 'PreAggregations',
      { prototype: Record<string, unknown> }
    >
    expect(typeof BaseQuery.prototype.newPreAggregations).toBe('function')
    const describe = PreAggregations.prototype.preAggregationDescriptionsForRecursive
    expect(typeof describe).toBe('function')
    expect(String(PreAggregations.prototype.preAggregationDescriptionsFor)).toContain(
      'this.preAggregationDescriptionsForRecursive',
    )
  })

  test('results are kept by LocalCacheDriver.set, and a request is stopped by QueryOrchestrator.cancelQueryByRequestId', () => {
    const { LocalCacheDriver, QueryOrchestrator } = require('@cubejs-backend/query-orchestrator') as Record<
      'LocalCacheDriver' | 'QueryOrchestrator',
      { prototype: Record<string, unknown> }
    >
    expect(typeof LocalCacheDriver.prototype.set).toBe('function')
    expect(typeof QueryOrchestrator.prototype.cancelQueryByRequestId).toBe('function')
    expect(String(QueryOrchestrator.prototype.cancelQueryByRequestId)).toContain('this.queryCache.getQueues()')
  })

  test('the gateway is given the secret by createApiGatewayInstance, tokens take a key as well, and what is logged can be redacted', () => {
    const { CubejsServerCore } = require('@cubejs-backend/server-core') as {
      CubejsServerCore: { prototype: Record<string, unknown> }
    }
    expect(String(CubejsServerCore.prototype.apiGateway)).toContain(
      'this.createApiGatewayInstance(this.options.apiSecret',
    )
    const gateway = createRequire(require.resolve('@cubejs-backend/api-gateway/package.json'))
    const { sign, verify } = gateway('jsonwebtoken') as {
      sign(claims: object, secret: string): string
      verify(token: string, key: KeyObject, options: object): unknown
    }
    const key = (secret: string) => createSecretKey(Buffer.from(secret))
    const token = sign({ areas: [] }, 'one')
    expect(verify(token, key('one'), { algorithms: ['HS256'] })).toMatchObject({ areas: [] })
    expect(() => verify(token, key('another'), { algorithms: ['HS256'] })).toThrow('invalid signature')
    const { redactLogParams } = require('@cubejs-backend/shared') as { redactLogParams(facts: object): unknown }
    expect(redactLogParams({ error: 'no', query: 'SELECT ?', params: ['330102'] })).toMatchObject({
      error: 'no',
      params: ['redacted'],
    })
  })

  test('refresh keys of queries and of rollups pass through QueryCache.cacheRefreshKeyResult', () => {
    const { QueryCache } = require('@cubejs-backend/query-orchestrator') as {
      QueryCache: { prototype: Record<string, unknown> }
    }
    expect(typeof QueryCache.prototype.cacheRefreshKeyResult).toBe('function')
    const { PreAggregationLoadCache } = require('@cubejs-backend/query-orchestrator') as {
      PreAggregationLoadCache: { prototype: Record<string, unknown> }
    }
    expect(String(PreAggregationLoadCache.prototype.keyQueryResult)).toContain('cacheRefreshKeyResult')
  })
})
