import { Calendar } from './calendar.ts'

customElements.define('sq-calendar', Calendar)
