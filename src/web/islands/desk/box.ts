import { h } from './dom.ts'
import { say } from './words.ts'

type Asked = {
  readonly text: string
  /** What the button that agrees says; "Đồng ý" without. */
  readonly ok?: string | undefined
  /** The act cannot be taken back: the button is lotus red. */
  readonly serious?: boolean
}

/** Asks in a dialog. @returns whether the person agreed; Escape and the backdrop mean no */
export function confirmBox({ text, ok, serious = false }: Asked): Promise<boolean> {
  return new Promise((resolve) => {
    const box = document.createElement('dialog')
    box.className = 'box'
    box.setAttribute('aria-labelledby', 'box-text')
    const agree = h('button', { type: 'submit', value: 'ok', class: `button ${serious ? 'serious' : 'main'}` })
    agree.textContent = ok || say('desk.ok')
    const refuse = h('button', { type: 'submit', value: '', class: 'button' }, say('desk.cancel'))
    const form = h('form', { method: 'dialog' }, h('p', { id: 'box-text' }, text))
    form.append(h('div', { class: 'box-acts' }, refuse, agree))
    box.append(form)
    box.addEventListener('click', (event) => event.target === box && box.close(''))
    box.addEventListener('close', () => {
      const agreed = box.returnValue === 'ok'
      box.remove()
      resolve(agreed)
    })
    document.body.append(box)
    box.showModal()
    refuse.focus()
  })
}

const agreedTo = new WeakSet<HTMLFormElement>()

/** Forms (or buttons) with `data-confirm="…"` ask before they are sent; without JavaScript they are sent at once. */
export function guardConfirms(): void {
  document.addEventListener('submit', (event) => {
    const form = event.target
    if (!(form instanceof HTMLFormElement) || event.defaultPrevented) return
    const asker = event.submitter?.dataset.confirm ? event.submitter : form
    const text = asker.dataset.confirm
    if (!text || agreedTo.delete(form)) return
    event.preventDefault()
    const submitter = event.submitter
    const ok = asker.dataset.confirmOk || submitter?.textContent || undefined
    confirmBox({ text, ok, serious: asker.dataset.serious !== undefined }).then((agreed) => {
      if (!agreed) return submitter?.focus()
      agreedTo.add(form)
      form.requestSubmit(submitter)
    })
  })
}

/** Elements with `data-opens="id"` open that dialog of the page; without JavaScript they are the links that they are. */
export function dialogOpeners(): void {
  document.addEventListener('click', (event) => {
    const opener = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-opens]') : null
    const dialog = opener && document.getElementById(opener.dataset.opens || '')
    if (!(dialog instanceof HTMLDialogElement)) return
    event.preventDefault()
    dialog.showModal()
  })
}
