/** `data-all="name"` on a tick box: ticks all of that name in its form, and follows them. */
export function tickAll(): void {
  document.addEventListener('change', (event) => {
    const box = event.target
    if (!(box instanceof HTMLInputElement) || box.type !== 'checkbox' || !box.form) return
    const form = box.form
    const boxesOf = (name: string): HTMLInputElement[] =>
      [...form.elements].filter(
        (one): one is HTMLInputElement =>
          one instanceof HTMLInputElement && one.type === 'checkbox' && one.name === name && !one.disabled,
      )
    if (box.dataset.all) for (const one of boxesOf(box.dataset.all)) one.checked = box.checked
    for (const all of form.querySelectorAll<HTMLInputElement>('input[data-all]')) {
      const boxes = boxesOf(all.dataset.all || '')
      const ticked = boxes.filter(({ checked }) => checked).length
      all.checked = ticked > 0 && ticked === boxes.length
      all.indeterminate = ticked > 0 && ticked < boxes.length
    }
  })
}
