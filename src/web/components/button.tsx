import type { Child } from 'hono/jsx'
import { Icon, type IconName } from './shapes.tsx'

type Props = {
  /** `main`: the one act of the page; `serious`: cannot be taken back, asks first. */
  kind?: 'main' | 'serious' | undefined
  icon?: IconName
  /** With an address it is a link that looks like a button. */
  href?: string
  name?: string
  value?: string
  /** The form it sends, where it stands outside of it. */
  form?: string
  /** Where it sends its form, when not to the form's own address. */
  formaction?: string
  /** Asks this before the form is sent (with JavaScript). */
  confirm?: string
  disabled?: boolean
  wide?: boolean
  children?: Child
}

/** A button that sends its form, or a link that looks like one. */
export const Button = ({ kind, icon, href, confirm, wide, children, ...rest }: Props) => {
  const looks = ['button', kind, wide && 'wide'].filter(Boolean).join(' ')
  const inside = (
    <>
      {icon && <Icon name={icon} size={18} />}
      {children}
    </>
  )
  if (href !== undefined) {
    return (
      <a class={looks} href={href}>
        {inside}
      </a>
    )
  }
  return (
    <button
      class={looks}
      type="submit"
      {...rest}
      data-confirm={confirm}
      data-serious={kind === 'serious' ? '' : undefined}
    >
      {inside}
    </button>
  )
}
