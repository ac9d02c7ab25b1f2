/** Files of DATA_DIR that belong to the database; each grows by whole lines and is never rewritten. */
export const BESIDE = ['ledger-heads.ndjson'] as const
