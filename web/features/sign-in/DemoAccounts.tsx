import { useTranslations } from 'next-intl'
import styles from './sign-in.module.css'

export interface DemoAccount {
  readonly username: string
  readonly name: string
}

/** The accounts of the demo; their common password stands in the first line. Never shown outside the demo. */
export function DemoAccounts({ accounts }: { accounts: readonly DemoAccount[] }) {
  const t = useTranslations('signIn')
  return (
    <aside className={styles.demo} data-testid="demo-accounts">
      <p>{t('demo')}</p>
      <ul>
        {accounts.map((account) => (
          <li key={account.username}>
            <code>{account.username}</code>
            <span>{account.name}</span>
          </li>
        ))}
      </ul>
    </aside>
  )
}
