export { carryOutRetention, type DueFile, eraseLetGo, planRetention, type RetentionPlan } from './actions.ts'
export { retain, retentionJobs, watchRoom } from './jobs.ts'
export { monthsBefore, RULES, type Rule } from './rules.ts'
