export { type AiringKey, airingId, parseAiringId } from './airing-id.ts'
export {
  type AsRunAnswer,
  type AsRunEnvelope,
  type AsRunEvent,
  type AsRunReport,
  asRunAnswer,
  asRunEnvelope,
  asRunEvent,
  asRunReport,
  EVENT_KINDS,
  EVENT_STATUSES,
  type EventAnswer,
  type EventKind,
  type EventStatus,
  eventAnswer,
  MAX_BODY_BYTES,
  MAX_EVENTS,
  type SimpleReport,
  simpleReport,
} from './as-run.ts'
export { type Heartbeat, type HeartbeatAnswer, heartbeat, heartbeatAnswer } from './heartbeat.ts'
