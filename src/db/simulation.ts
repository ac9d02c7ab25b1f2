import { defineErrors } from '../kernel/errors.ts'
import type { Db } from './db.ts'

/*
 * A database that `npm run simulate` filled holds airings that nobody ever heard. It says so by a table that no
 * migration makes, so that it cannot be mistaken for the centre's own, wherever the file is copied to.
 */
const MARK = 'made_up_by_simulation'

export const simulationErrors = defineErrors({
  simulated_database: {
    status: 500,
    vi: 'Cơ sở dữ liệu này do chương trình mô phỏng tạo ra, mọi lượt phát trong đó đều không có thật, nên không dùng để chạy hệ thống. Hãy chỉ DATABASE_URL (hoặc DATA_DIR) tới cơ sở dữ liệu của trung tâm.',
    en: 'This database was made up by the simulation and none of its airings is real, so it is not served. Point DATABASE_URL (or DATA_DIR) to the centre’s own database.',
  },
})

/** Marks a scratch database as made up, for ever. Marking it again changes nothing. */
export const markAsSimulation = (db: Db): Promise<void> =>
  db.transact((tx) => tx.q.schema.createTable(MARK).ifNotExists().addColumn('nothing', 'integer').execute())

/** @throws DomainError simulated_database when the simulation marked this database as its own */
export async function refuseSimulation(db: Db): Promise<void> {
  const tables = await db.q.introspection.getTables()
  if (tables.some(({ name }) => name === MARK)) throw simulationErrors.simulated_database()
}
