import { defineErrors } from '../kernel/errors.ts'

export const backupErrors = defineErrors({
  backup_no_target: {
    status: 409,
    vi: 'Chưa có nơi cất bản sao lưu: hãy đặt BACKUP_TO hoặc dùng --to.',
    en: 'There is no place for backups: set BACKUP_TO or give --to.',
  },
  backup_target_unknown: {
    status: 400,
    vi: 'Nơi cất “{target}” không dùng được: cần một thư mục, hoặc s3://KHO/ĐƯỜNG_DẪN cùng các biến BACKUP_S3_….',
    en: '“{target}” cannot hold backups: give a folder, or s3://BUCKET/PREFIX together with the BACKUP_S3_… variables.',
  },
  backup_running: {
    status: 409,
    vi: 'Đang có một lần sao lưu khác chạy. Hãy đợi nó xong.',
    en: 'Another backup is under way. Wait until it has ended.',
  },
  backup_not_found: {
    status: 404,
    vi: 'Ở {target} không có bản sao lưu {id}.',
    en: 'There is no backup {id} at {target}.',
  },
  backup_wrong_key: {
    status: 409,
    vi: 'Bản sao lưu {id} được mã hóa bằng khóa {wanted}, còn BACKUP_KEY đang đặt là khóa {given}. Hãy đặt đúng khóa đã dùng khi sao lưu.',
    en: 'Backup {id} is encrypted with key {wanted}, but BACKUP_KEY is key {given}. Set the key that it was made with.',
  },
  backup_damaged: {
    status: 409,
    vi: 'Bản sao lưu bị hỏng: {what}.',
    en: 'The backup is damaged: {what}.',
  },
  backup_other_database: {
    status: 409,
    vi: 'Bản sao lưu này là của SQLite. Hãy khôi phục vào SQLite, rồi chuyển bằng lệnh move.',
    en: 'This backup is of SQLite. Restore it into SQLite, then take it over with the move command.',
  },
  restore_not_empty: {
    status: 409,
    vi: 'Không ghi đè: {what} đã có dữ liệu. Muốn thay thế, hãy thêm --overwrite (dữ liệu cũ được để riêng sang bên, không bị xóa).',
    en: 'Nothing is overwritten: {what} holds data. To replace it add --overwrite (what was there is put aside, not removed).',
  },
  database_in_use: {
    status: 409,
    vi: 'Cơ sở dữ liệu {what} đang được chương trình khác dùng. Hãy dừng máy chủ trước.',
    en: 'The database {what} is in use by another program. Stop the server first.',
  },
  move_same_kind: {
    status: 409,
    vi: 'Lệnh move chỉ chuyển từ SQLite sang Postgres: DATABASE_URL phải là sqlite:…, --to phải là postgres://….',
    en: 'move goes from SQLite to Postgres only: DATABASE_URL is to be sqlite:…, --to is to be postgres://….',
  },
  rows_differ: {
    status: 500,
    vi: 'Bảng {table} sau khi ghi không giống bản gốc ({rows} dòng so với {wanted}). Không có gì được giữ lại.',
    en: 'Table {table} as written is not what was read ({rows} rows against {wanted}). Nothing of it was kept.',
  },
})
