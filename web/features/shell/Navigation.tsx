'use client'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import { type Destination, type DestinationGroup, destinationsFor, isHere } from './navigation'
import styles from './navigation.module.css'

/** Where one may go: what stands alone as a link, what belongs together behind one word. */
export function Navigation({ actions }: { actions: Parameters<typeof destinationsFor>[0] }) {
  const t = useTranslations('shell')
  const path = usePathname()
  return (
    <nav className={styles.nav} aria-label={t('navLabel')}>
      {destinationsFor(actions).map((entry) =>
        'href' in entry ? (
          <Place key={entry.word} to={entry} path={path} className={styles.entry} />
        ) : (
          <Group key={`${entry.word} ${path}`} group={entry} path={path} />
        ),
      )}
    </nav>
  )
}

function Place({ to, path, className }: { to: Destination; path: string; className?: string | undefined }) {
  const t = useTranslations('shell.nav')
  return (
    <Link
      href={to.href}
      className={className}
      aria-current={isHere(path, to) ? 'page' : undefined}
      data-testid={`nav-${to.word}`}
    >
      {t(to.word)}
    </Link>
  )
}

/** Opens and closes by click, Enter and space; Escape, leaving it and going somewhere close it. */
function Group({ group, path }: { group: DestinationGroup; path: string }) {
  const t = useTranslations('shell.groups')
  const id = useId()
  const [open, setOpen] = useState(false)
  const whole = useRef<HTMLDivElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  const within = group.members.some((to) => isHere(path, to))

  useEffect(() => {
    if (!open) return
    const elsewhere = (event: Event) => {
      if (event.target instanceof Node && !whole.current?.contains(event.target)) setOpen(false)
    }
    document.addEventListener('pointerdown', elsewhere)
    document.addEventListener('focusin', elsewhere)
    return () => {
      document.removeEventListener('pointerdown', elsewhere)
      document.removeEventListener('focusin', elsewhere)
    }
  }, [open])

  const step = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && open) {
      setOpen(false)
      button.current?.focus()
      return
    }
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
    event.preventDefault()
    if (!open) {
      setOpen(true)
      return
    }
    const links = [...(whole.current?.querySelectorAll('a') ?? [])]
    const at = links.indexOf(document.activeElement as HTMLAnchorElement)
    const next = event.key === 'ArrowDown' ? at + 1 : at === -1 ? links.length - 1 : at - 1
    links[(next + links.length) % links.length]?.focus()
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys of the button and of the links inside it
    <div className={styles.group} ref={whole} onKeyDown={step}>
      <button
        type="button"
        ref={button}
        className={styles.entry}
        aria-expanded={open}
        aria-controls={id}
        data-within={within || undefined}
        data-testid={`nav-group-${group.word}`}
        onClick={() => setOpen(!open)}
      >
        {t(group.word)}
        <svg viewBox="0 0 10 6" width="9" height="6" aria-hidden="true">
          <path d="M1 1l4 4 4-4" fill="none" stroke="currentColor" strokeWidth="1.5" />
        </svg>
      </button>
      <ul id={id} className={styles.menu} hidden={!open}>
        {group.members.map((to) => (
          <li key={to.word}>
            <Place to={to} path={path} />
          </li>
        ))}
      </ul>
    </div>
  )
}
