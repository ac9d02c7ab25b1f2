export { audioItemBySha256, audioItemsBySha256 } from './audio-items-store.ts'
export {
  type AudioItem,
  allSegments,
  type ClearedCandidate,
  clearedCandidates,
  type EpisodeBrief,
  episodeById,
  episodesById,
  type PlayableEpisode,
  type PlayableRendition,
  playableEpisodes,
  type SegmentBrief,
  segmentByCode,
  segmentById,
} from './read-store.ts'
