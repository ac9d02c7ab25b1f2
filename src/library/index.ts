export { audioItemBySha256, audioItemsBySha256 } from './audio-items-store.ts'
export { type ComingAirings, comingAirings } from './coming-airings-store.ts'
export { type DecisionName, takeDecision } from './decisions.ts'
export type { Decision } from './decisions-store.ts'
export { type EpisodeSort, episodesNumbered, fieldsAndYears } from './episode-list-store.ts'
export { createEpisode, type EpisodeState, findEpisodes, getEpisode, howManyEpisodes } from './episodes.ts'
export type { Episode } from './episodes-store.ts'
export { IMPORT_MAX_BYTES, readScriptFile } from './imports.ts'
export { type AudioFacts, audioFacts } from './list-facts-store.ts'
export { scriptDocument } from './paper/document.ts'
export { type Paper, paperOf } from './paper/paper.ts'
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
  chooseRecording,
  type FormUpload,
  findRecording,
  forgetFormFile,
  getRecording,
  keepFormFile,
  listRecordings,
  type MediaState,
  mediaState,
  type Recording,
  type RenditionFile,
  receiveUpload,
  recordingJobs,
  recordingJson,
  recordingRoutes,
  recordingsOf,
  retryRecording,
  tidyUploads,
  trimRecording,
  UPLOAD_PATH,
  uploadRoutes,
  uploadsOf,
  useFormFile,
  wakeRecordings,
  workRecordings,
} from './recordings/index.ts'
export { libraryRoutes } from './routes.ts'
export { type Change, type DiffLine, diffScripts, type ScriptDiff } from './script-diff.ts'
export { type MergeChoice, type MergePart, mergedText, mergeScripts } from './script-merge.ts'
export { acceptText, getScript, saveScript } from './scripts.ts'
export type { Revision, RevisionHead } from './scripts-store.ts'
export { reindexEpisode } from './search-store.ts'
export { changeSegment, createSegment, getSegment, listSegments, type SegmentChange } from './segments.ts'
export { settingsNow } from './settings.ts'
export { prepareUrgent, type UrgentEpisode } from './urgent.ts'
export { type UrgentDraft, urgentDrafts } from './urgent-store.ts'
export type { Act } from './workflow.ts'
