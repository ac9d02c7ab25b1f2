import fc from 'fast-check'

/**
 * Property tests draw the same cases in every ordinary run, so that a run tells of the change and not of luck.
 * `PROPERTY_SEED=random` (or a number) draws others; what a random run finds becomes a test of its own.
 */
const asked = process.env.PROPERTY_SEED
if (asked !== 'random') fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(asked ?? 20_200_701) })
