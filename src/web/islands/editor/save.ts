import { ask } from '../desk/ask.ts'

export type Saved = 'saved' | 'no_line' | 'ask_server'

/**
 * Saves a revision without leaving the page, so that a line that is down or a session that ended leaves the writer where
 * he was. What the server has to ask (airings that would be emptied, a newer revision) or refuses is shown by its own
 * page: then the form is sent as it would be without a script.
 */
export async function saveRevision(episode: string, body: string, base: number): Promise<Saved> {
  const answer = await ask(`/api/v1/episodes/${episode}/scripts`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ body, base_revision: base, confirm_empties: false }),
  })
  if (!answer || answer.status >= 500) return 'no_line'
  return answer.ok ? 'saved' : 'ask_server'
}

/** Who saved a revision after `base`; null when nobody did, or it cannot be told now. */
export async function newerThan(episode: string, base: number): Promise<{ revision: number; author: string } | null> {
  try {
    const answer = await fetch(`/api/v1/episodes/${episode}/scripts`, { credentials: 'same-origin' })
    if (!answer.ok) return null
    const { items }: { items: { revision: number; author: string | null }[] } = await answer.json()
    const [newest] = items
    return newest && newest.revision > base ? { revision: newest.revision, author: newest.author || '…' } : null
  } catch {
    return null
  }
}
