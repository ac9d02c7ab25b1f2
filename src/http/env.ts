import type { HttpBindings } from '@hono/node-server'
import type { Actor } from '../kernel/actor.ts'

export type Lang = 'vi' | 'en'

/** What middleware puts beside a request. */
export type AppEnv = {
  Bindings: Partial<HttpBindings>
  Variables: {
    actor: Actor
    /** How the actor proved itself: decides whether the cross-site check applies and where tokens go in URLs. */
    proof: 'session' | 'bearer' | 'token' | 'basic' | 'none'
    lang: Lang
    requestId: string
    /** The key as it came with the request (playlists with `?token=` repeat it in their URLs). */
    keyText?: string
  }
}
