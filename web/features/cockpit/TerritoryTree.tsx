'use client'
import { AreaCode, FacilityId } from '@cockpit/domain/ids'
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { Tree } from 'antd'
import { useLocale, useTranslations } from 'next-intl'
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react'
import { languageOf } from '../../i18n/locale'
import type { VisibleTree } from '../../server/territory/visible-tree'
import { useTRPC } from '../queries/trpc'
import { Failure } from '../states/Failure'
import panelStyles from './panel.module.css'
import type { Place, PlaceFacility } from './place'
import styles from './territory-tree.module.css'
import type { AddressBar } from './useAddress'

interface Node {
  readonly key: string
  readonly title: ReactNode
  readonly isLeaf: boolean
  readonly children?: Node[]
}

/** The person's territory as a tree; facilities come when their county is opened. Above it a search over names and codes. */
export function TerritoryTree({ tree, place, bar }: { tree: VisibleTree; place: Place; bar: AddressBar }) {
  const t = useTranslations('cockpit.tree')
  const trpc = useTRPC()
  const client = useQueryClient()
  const language = languageOf(useLocale())
  const holder = useRef<HTMLDivElement>(null)
  const [height, setHeight] = useState(480)
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set())
  const [facilities, setFacilities] = useState<ReadonlyMap<string, readonly PlaceFacility[]>>(new Map())
  const [text, setText] = useState('')
  const found = useQuery({
    ...trpc.territory.search.queryOptions({ text: text.trim() }),
    enabled: text.trim().length > 0,
    placeholderData: keepPreviousData,
  })

  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => entry && setHeight(entry.contentRect.height))
    if (holder.current) observer.observe(holder.current)
    return () => observer.disconnect()
  }, [])

  const load = async (area: string) => {
    if (facilities.has(area)) return
    const rows = await client.fetchQuery(trpc.territory.facilities.queryOptions({ area: AreaCode.parse(area) }))
    setFacilities((known) => new Map(known).set(area, rows))
  }
  // The way to where one stands is always open.
  const { path, area, facility } = place
  // biome-ignore lint/correctness/useExhaustiveDependencies: follows the place alone
  useEffect(() => {
    setOpened((keys) => new Set([...keys, ...path.map(({ code }) => code)]))
    if (area.level === 'county') void load(area.code).catch(() => undefined)
  }, [area.code])

  const nodes = useMemo(() => {
    const build = (parent: string | null): Node[] =>
      tree.areas
        .filter((one) => one.parent === parent)
        .map((one) => {
          const below = build(one.code)
          const own = one.level === 'county' ? facilities.get(one.code) : undefined
          return {
            key: one.code,
            isLeaf: one.facilities === 0 && below.length === 0,
            title: (
              <span className={styles.node} data-testid={`tree-${one.code}`} data-outside={!one.readable || undefined}>
                <span>{one.name[language]}</span>
                <em>{one.facilities}</em>
              </span>
            ),
            children:
              below.length > 0
                ? below
                : own?.map((each) => ({
                    key: `f:${each.id}`,
                    isLeaf: true,
                    title: (
                      <span className={styles.node} data-testid={`tree-${each.id}`}>
                        <span>{each.name[language]}</span>
                        <em>{t(`tierShort.${each.tier}`)}</em>
                      </span>
                    ),
                  })),
          }
        })
    return build(null)
  }, [tree, facilities, language, t])

  const pick = (key: string) => {
    if (key.startsWith('f:')) {
      const id = key.slice(2)
      const county = [...facilities.values()].flat().find((one) => one.id === id)?.county
      return bar.go({ facility: FacilityId.parse(id), area: county ? AreaCode.parse(county) : bar.address.area })
    }
    if (tree.areas.find((one) => one.code === key)?.readable) bar.go({ area: AreaCode.parse(key), facility: null })
  }

  return (
    <>
      <input
        type="search"
        className={styles.search}
        value={text}
        placeholder={t('search')}
        aria-label={t('search')}
        data-testid="tree-search"
        onChange={(event) => setText(event.target.value)}
      />
      <div ref={holder} className={styles.tree}>
        {text.trim() ? (
          <ul className={styles.found}>
            {found.data?.map((one) => (
              <li key={`${one.kind}${one.id}`}>
                <button
                  type="button"
                  data-testid={`found-${one.id}`}
                  onClick={() => {
                    setText('')
                    const at = AreaCode.parse(one.area)
                    bar.go({ area: at, facility: one.kind === 'facility' ? FacilityId.parse(one.id) : null })
                  }}
                >
                  {one.name[language]} <em>{one.id}</em>
                </button>
              </li>
            ))}
            {found.error && (
              <li>
                <Failure error={found.error} onRetry={found.refetch} />
              </li>
            )}
            {found.data?.length === 0 && <li className={panelStyles.note}>{t('nothing')}</li>}
          </ul>
        ) : (
          <Tree<Node>
            blockNode
            virtual
            height={height}
            treeData={nodes}
            expandedKeys={[...opened]}
            selectedKeys={[facility ? `f:${facility.id}` : area.code]}
            loadData={(node) =>
              tree.areas.find((one) => one.code === node.key)?.level === 'county' ? load(node.key) : Promise.resolve()
            }
            onExpand={(keys) => setOpened(new Set(keys.map(String)))}
            onSelect={(_, { node }) => pick(node.key)}
            aria-label={t('label')}
          />
        )}
      </div>
    </>
  )
}
