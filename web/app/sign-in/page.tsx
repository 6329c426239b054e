import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { LanguageSwitch } from '../../features/shell/LanguageSwitch'
import { DemoAccounts } from '../../features/sign-in/DemoAccounts'
import { returnAddress } from '../../features/sign-in/return-address'
import { SignInForm } from '../../features/sign-in/SignInForm'
import styles from '../../features/sign-in/sign-in.module.css'
import { ClientMessages } from '../../i18n/ClientMessages'
import { serverCaller } from '../../server/server-caller'

export const dynamic = 'force-dynamic'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('signIn'))('title') }
}

export default async function SignInPage({ searchParams }: { searchParams: Promise<{ next?: string }> }) {
  const t = await getTranslations('signIn')
  const app = await getTranslations('app')
  const next = returnAddress((await searchParams).next)
  const caller = await serverCaller()
  if ((await caller.session.me())?.kind === 'person') redirect(next)
  const demo = process.env.COCKPIT_DEMO === '1' ? await caller.session.demoAccounts() : []
  return (
    <main className={styles.page}>
      <section className={styles.statement}>
        <div>
          <h1 className={styles.brand}>{app('title')}</h1>
          <p className={styles.lead}>{t('lead')}</p>
        </div>
        <svg className={styles.line} viewBox="0 0 600 120" aria-hidden="true">
          <path
            d="M0 78 H150 L168 40 L190 104 L212 14 L236 92 L250 78 H340 L356 62 L372 78 H600"
            fill="none"
            stroke="currentColor"
            strokeWidth="2"
            strokeLinejoin="round"
          />
          <path d="M0 50 H600" fill="none" stroke="var(--line-strong)" strokeDasharray="4 6" />
        </svg>
        <ul className={styles.points}>
          {(['provenance', 'fairness', 'closure'] as const).map((point) => (
            <li key={point}>
              <strong>{t(`points.${point}.title`)}</strong> {t(`points.${point}.text`)}
            </li>
          ))}
        </ul>
      </section>
      <section className={styles.side}>
        <div className={styles.panel}>
          <h2 className={styles.heading}>{t('title')}</h2>
          <ClientMessages features={['signIn']}>
            <SignInForm next={next} />
            {demo.length > 0 && <DemoAccounts accounts={demo} />}
            <LanguageSwitch className={styles.language} />
          </ClientMessages>
        </div>
      </section>
    </main>
  )
}
