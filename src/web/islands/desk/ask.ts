import { h } from './dom.ts'
import { toast } from './toast.ts'
import { say } from './words.ts'

let told = false

/** Says that the session ended, once; signing in happens in another tab, so that nothing on this page is lost. */
export function sessionEnded(): void {
  if (told) return
  told = true
  const here = encodeURIComponent(location.pathname + location.search)
  const link = h('a', { class: 'button', href: `/dang-nhap?next=${here}`, target: '_blank' }, say('desk.sign_in'))
  link.addEventListener('click', () => {
    told = false
  })
  toast(say('desk.session_ended'), { stays: true, act: link })
}

/**
 * fetch() of an island: the answer, also one of a fault; null when there was none (no line, the server restarts) or
 * the session ended, which is told to the person.
 */
export async function ask(path: string, init: RequestInit = {}): Promise<Response | null> {
  try {
    const answer = await fetch(path, { credentials: 'same-origin', ...init })
    // A page's route sends the signed-out to sign in instead of saying 401.
    if (answer.status !== 401 && !(answer.redirected && new URL(answer.url).pathname === '/dang-nhap')) return answer
    sessionEnded()
    return null
  } catch {
    return null
  }
}
