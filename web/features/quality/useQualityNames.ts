'use client'
import type { Bilingual } from '@cockpit/domain/ids'
import type { IndicatorDefinition } from '@cockpit/domain/indicator/definition'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useTRPC } from '../queries/trpc'

/** Definitions of the indicators and titles of the tables, by their names, and the questions they came by. */
export function useQualityNames(): {
  readonly definitions: ReadonlyMap<string, IndicatorDefinition>
  readonly titles: ReadonlyMap<string, Bilingual>
  readonly asked: readonly { readonly data?: unknown; readonly error: unknown; readonly refetch: () => unknown }[]
} {
  const trpc = useTRPC()
  const overview = useQuery(trpc.boards.overview.queryOptions())
  const tables = useQuery(trpc.quality.titles.queryOptions())
  return {
    definitions: useMemo(
      () => new Map((overview.data?.definitions ?? []).map((definition) => [String(definition.id), definition])),
      [overview.data],
    ),
    titles: useMemo(() => new Map((tables.data ?? []).map((table) => [table.name, table.title])), [tables.data]),
    asked: [overview, tables],
  }
}
