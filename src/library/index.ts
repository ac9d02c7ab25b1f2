export { audioItemBySha256, audioItemsBySha256 } from './audio-items-store.ts'
export { type DecisionName, takeDecision } from './decisions.ts'
export type { Decision } from './decisions-store.ts'
export { createEpisode, type EpisodeState, findEpisodes, getEpisode } from './episodes.ts'
export type { Episode } from './episodes-store.ts'
export {
  type ClearedCandidate,
  clearedCandidates,
  type PlayableEpisode,
  type PlayableRendition,
  playableEpisodes,
} from './playable-store.ts'
export { putRecordingInUse } from './progress.ts'
export {
  type AudioItem,
  allSegments,
  type EpisodeBrief,
  episodeById,
  episodesById,
  type SegmentBrief,
  segmentByCode,
  segmentById,
} from './read-store.ts'
export {
  cancelRecording,
  findRecording,
  getRecording,
  listRecordings,
  type Recording,
  type RenditionFile,
  receiveUpload,
  recordingJobs,
  recordingJson,
  recordingRoutes,
  recordingsOf,
  retryRecording,
  tidyUploads,
  UPLOAD_PATH,
  uploadRoutes,
  uploadsOf,
  wakeRecordings,
  workRecordings,
} from './recordings/index.ts'
export { libraryRoutes } from './routes.ts'
export { type Block, type Inline, parseScript, readingSeconds } from './script-text.ts'
export { getScript, saveScript } from './scripts.ts'
export type { Revision, RevisionHead } from './scripts-store.ts'
export { listSegments } from './segments.ts'
export { settingsNow } from './settings.ts'
export type { Act } from './workflow.ts'
