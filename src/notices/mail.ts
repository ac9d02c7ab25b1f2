import type { Config } from '../config.ts'
import type { Said } from './say.ts'

/** A mail server that does not answer holds nobody up. */
const PATIENCE_MS = 20_000

/** Sends one e-mail, Vietnamese first, English below. @throws what the mail server or the line said */
export async function sendMail(config: Config, to: string, { subject, text }: Said): Promise<void> {
  // In memory only where letters are sent at all.
  const { createTransport } = await import('nodemailer')
  const transport = createTransport({
    url: config.smtpUrl,
    connectionTimeout: PATIENCE_MS,
    greetingTimeout: PATIENCE_MS,
    socketTimeout: PATIENCE_MS,
    // Our letters are made here alone: nothing in them may open a file or an address.
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  try {
    await transport.sendMail({
      from: config.mailFrom,
      to,
      subject: subject.vi,
      text: `${text.vi}\n\n--\n${subject.en}\n${text.en}\n`,
      headers: { 'Auto-Submitted': 'auto-generated' },
    })
  } finally {
    transport.close()
  }
}
