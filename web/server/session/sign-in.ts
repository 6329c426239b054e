import { hashPassword, PASSWORD_LENGTH, verifyPassword } from '@cockpit/db/people/password'
import { betterAuth } from 'better-auth'
import { prismaAdapter } from 'better-auth/adapters/prisma'
import { APIError } from 'better-auth/api'
import { nextCookies } from 'better-auth/next-js'
import { username } from 'better-auth/plugins'
import type { Ports } from '../ports'
import { isForeign } from './origin'
import { signInSettings } from './settings'

function build(ports: Ports) {
  const { secret, url, secure } = signInSettings(process.env)
  return betterAuth({
    appName: 'cockpit',
    baseURL: url,
    basePath: '/api/auth',
    secret,
    // Browsers come by whatever name the intranet gives the host; `isForeign` compares origin and host of each request.
    trustedOrigins: (request) => [request && !isForeign(request) ? request.headers.get('origin') : null],
    database: prismaAdapter(ports.db, { provider: 'postgresql' }),
    telemetry: { enabled: false },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: PASSWORD_LENGTH.min,
      maxPasswordLength: PASSWORD_LENGTH.max,
      password: { hash: hashPassword, verify: ({ hash, password }) => verifyPassword(hash, password) },
    },
    plugins: [
      username({ minUsernameLength: 2, maxUsernameLength: 64, usernameValidator: (name) => /^[\w.@-]+$/.test(name) }),
      nextCookies(),
    ],
    session: { expiresIn: 12 * 3600, updateAge: 3600 },
    rateLimit: {
      enabled: true,
      storage: 'database',
      window: 60,
      max: 300,
      // By address, and a commission often has one for everybody: tries at one account are counted by its name (attempts-by-name.ts).
      // The library counts on while less than a window passes between two, so the window is short.
      customRules: { '/sign-in/username': { window: 10, max: 100 } },
    },
    advanced: {
      cookiePrefix: 'cockpit',
      useSecureCookies: secure,
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', secure },
    },
    databaseHooks: {
      session: {
        create: {
          // The password was right by now, so the reason may be told without telling a stranger who exists.
          before: async (session) => {
            const user = await ports.db.user.findUnique({ where: { id: session.userId } })
            if (!user || user.disabledAt)
              throw new APIError('FORBIDDEN', { code: 'ACCOUNT_DISABLED', message: 'This account is disabled.' })
            if (user.demo && process.env.COCKPIT_DEMO !== '1')
              throw new APIError('FORBIDDEN', {
                code: 'DEMO_ACCOUNT_REFUSED',
                message: 'Demonstration accounts have known passwords and may sign in only to the demo.',
              })
          },
        },
      },
    },
  })
}

type SignIn = ReturnType<typeof build>
const slot: { cockpitSignIn?: SignIn } = globalThis as { cockpitSignIn?: SignIn }

export function signIn(ports: Ports): SignIn {
  slot.cockpitSignIn ??= build(ports)
  return slot.cockpitSignIn
}
