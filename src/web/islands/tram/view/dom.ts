type Child = Node | string | null | false
type Props = Readonly<Record<string, string | boolean | null | ((event: Event) => void)>>

/** Makes an element. Text is always text: nothing here reads HTML. */
export function h(tag: string, props: Props = {}, ...children: readonly Child[]): HTMLElement {
  const element = document.createElement(tag)
  for (const name of Object.keys(props)) {
    const value = props[name]
    if (typeof value === 'function') element.addEventListener(name, value)
    else if (value === true) element.setAttribute(name, '')
    else if (typeof value === 'string') element.setAttribute(name, value)
  }
  for (const child of children) if (child) element.append(child)
  return element
}

/** Puts these children in the place of all that are there. */
export function fill(element: HTMLElement, ...children: readonly Child[]): void {
  while (element.firstChild) element.removeChild(element.firstChild)
  for (const child of children) if (child) element.append(child)
}

/** Writes text only where it changed, so that a screen reader is not told the same again. */
export function write(element: HTMLElement, text: string): void {
  if (element.textContent !== text) element.textContent = text
}

export const buttonOf = (text: string, onPress: () => void, kind = ''): HTMLElement =>
  h('button', { type: 'button', class: `button ${kind}`.trim(), click: onPress }, text)
