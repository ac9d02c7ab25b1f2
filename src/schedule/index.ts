export { type Airing, type AiringEvidence, type AiringPlan, type AiringState, keyText, NO_EVIDENCE } from './airing.ts'
export { type AiringQuery, airingByKey, airingsBetween, airingsOfStation, markEvidence } from './airing-store.ts'
