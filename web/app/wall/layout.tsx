import type { ReactNode } from 'react'
import { ClientMessages } from '../../i18n/ClientMessages'
import './wall-root.css'

/** Walls are dark whatever the reader's own theme, and carry the words of the wall only. */
export default function WallLayout({ children }: { children: ReactNode }) {
  return (
    <div data-theme="dark">
      <ClientMessages features={['wall', 'charts']}>{children}</ClientMessages>
    </div>
  )
}
