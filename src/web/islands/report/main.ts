import { toast } from '../desk/toast.ts'

/** Copies the text of a field; where the browser allows no access to the clipboard, the old way by selection. */
async function copy(field: HTMLTextAreaElement): Promise<void> {
  try {
    await navigator.clipboard.writeText(field.value.trim())
  } catch {
    field.select()
    document.execCommand('copy')
  }
}

for (const button of document.querySelectorAll<HTMLButtonElement>('button[data-copies]')) {
  const field = document.getElementById(button.dataset.copies || '')
  if (!(field instanceof HTMLTextAreaElement)) continue
  button.hidden = false
  button.addEventListener('click', () => {
    copy(field).then(() => toast(button.dataset.copied || ''))
  })
}

for (const button of document.querySelectorAll<HTMLButtonElement>('button[data-prints]')) {
  button.hidden = false
  button.addEventListener('click', () => window.print())
}
