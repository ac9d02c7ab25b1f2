import type { BenchPart, BenchRow } from './row.ts'

const rows = async (made: Promise<BenchRow[]>): Promise<BenchPart> => ({ rows: await made })

/** Every part of `npm run bench`, in the order of its table. Each runs in a process of its own, so that none warms another. */
export const parts: Readonly<Record<string, () => Promise<BenchPart>>> = {
  playlist: async () => rows((await import('./playlist.ts')).playlistBench()),
  audio: async () => rows((await import('./audio.ts')).audioBench()),
  'as-run': async () => ({
    // Those that are to be small say so in their words.
    rows: (await (await import('./as-run.ts')).asRunBench()).map((row) =>
      row.sense === undefined && /at most|against 15 s/.test(row.what) ? { ...row, sense: 'at most' as const } : row,
    ),
  }),
  expansion: async () => ({ rows: (await import('./expansion.ts')).expansionRows() }),
  ingest: async () => rows((await import('./ingest.ts')).ingestBench()),
  live: async () => rows((await import('./live.ts')).liveBench()),
  growth: async () => (await import('./growth/index.ts')).growthBench(),
  start: async () => rows((await import('./start.ts')).startBench()),
  reports: async () => (await import('./reports/index.ts')).reportsBench(),
  pages: async () => {
    const { rows, table } = await (await import('./pages.ts')).pagesBench()
    return { rows, tables: [table] }
  },
}
