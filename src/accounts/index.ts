export { usernameInput } from './account-routes.ts'
export {
  changeAccount,
  createAccount,
  listAccounts,
  openSessions,
  readAccount,
  signInHistory,
  signOutAccount,
} from './actions.ts'
export { createApiKey, listApiKeys, revokeApiKey } from './api-keys.ts'
export { type KnownAtOnce, knownAtOnce } from './at-once.ts'
export type { Attempt } from './attempt-store.ts'
export { authenticate, crossSiteCheck, giveCookie, SESSION_COOKIE } from './authenticate.ts'
export { ACCOUNT_USAGE, accountCommand } from './cli.ts'
export { accountErrors } from './errors.ts'
export {
  beginFactor,
  changeFactorRule,
  confirmFactor,
  type FactorState,
  factorDue,
  factorSince,
  factorState,
  readFactorRule,
  removeFactor,
  renewRecoveryCodes,
  resetFactor,
} from './factor.ts'
export { STEP_MS } from './factor-store.ts'
export { keyRevoked, writeUses } from './freshness.ts'
export { accountsJobs } from './jobs.ts'
export type { ApiKeyRow } from './key-store.ts'
export { firstStart, makeResetLink, resetPassword, setUp } from './links.ts'
export { PASSWORD_MIN } from './password.ts'
export { can, demand, PERMISSIONS, type Permission, type Subject, unknownStation } from './permissions.ts'
export { clearPin, hasPin, operatorByPin, operatorsOf, setPin } from './pin.ts'
export { clientAddress, isHttps } from './request.ts'
export { accountsRoutes } from './routes.ts'
export { type OpenSession, openSession } from './session-store.ts'
export {
  beginSignIn,
  changePassword,
  demandAccount,
  finishSignIn,
  foldUsername,
  ownSessions,
  type SignedIn,
  signIn,
  signOut,
  signOutElsewhere,
  signOutEverywhere,
} from './sign-in.ts'
export { demandSomebody, OPEN_ROUTES, slowStrangers } from './somebody.ts'
export { type Account, accountById, accountsAll, actorOfAccount } from './store.ts'
export { codeAt, typedSecret } from './totp.ts'
export { secureTransport } from './transport.ts'
