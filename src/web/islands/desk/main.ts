import { dialogOpeners, guardConfirms } from './box.ts'
import { dateFields } from './date-input.ts'
import { keepTyped } from './keep.ts'
import { liveForms } from './live-form.ts'
import { keysEverywhere } from './palette.ts'
import { guardSubmits } from './submit.ts'
import { tickAll } from './ticks.ts'
import { flashToToast } from './toast.ts'

/** On every page: forms that are sent once and lose nothing, questions before serious acts, dates, toasts. */
guardConfirms()
dialogOpeners()
guardSubmits()
keepTyped()
dateFields()
liveForms()
tickAll()
flashToToast()
keysEverywhere()
