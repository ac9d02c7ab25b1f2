import type { Words } from './words.ts'

/** Quản trị: accounts, keys, the audit trail, units, the state of the system. */
export const admin = {
  'admin.title': {
    vi: 'Quản trị',
    en: 'Administration',
  },
  'admin.tabs': {
    vi: 'Các trang quản trị',
    en: 'Pages of administration',
  },
  'admin.tab_system': {
    vi: 'Hệ thống',
    en: 'System',
  },
  'admin.tab_accounts': {
    vi: 'Tài khoản',
    en: 'Accounts',
  },
  'admin.tab_sign_ins': {
    vi: 'Đăng nhập',
    en: 'Sign-ins',
  },
  'admin.tab_keys': {
    vi: 'Khóa lấy báo cáo',
    en: 'Report keys',
  },
  'admin.tab_audit': {
    vi: 'Nhật ký thay đổi',
    en: 'Audit trail',
  },
  'admin.tab_units': {
    vi: 'Đơn vị, cấp',
    en: 'Units and levels',
  },
  'admin.tab_settings': {
    vi: 'Cài đặt',
    en: 'Settings',
  },
  'admin.roles': {
    vi: 'Vai trò',
    en: 'Roles',
  },
  'admin.own_stations': {
    vi: 'Đài phụ trách',
    en: 'Own stations',
  },
  'admin.person': {
    vi: 'Người',
    en: 'Person',
  },
  'admin.last_seen': {
    vi: 'Lần cuối',
    en: 'Last seen',
  },
  'admin.state': {
    vi: 'Tình trạng',
    en: 'State',
  },
  'admin.active': {
    vi: 'đang dùng',
    en: 'active',
  },
  'admin.no_password': {
    vi: 'chưa đặt mật khẩu',
    en: 'no password yet',
  },
  'admin.ended': {
    vi: 'đã ngừng',
    en: 'ended',
  },
  'admin.find_person': {
    vi: 'Tìm theo tên hay tên đăng nhập',
    en: 'Find by name or user name',
  },
  'admin.nobody': {
    vi: 'Không có ai như vậy.',
    en: 'Nobody is called that.',
  },
  'admin.nobody_hint': {
    vi: 'Thử một phần của tên, không cần dấu.',
    en: 'Try a part of the name.',
  },
  'admin.account_add': {
    vi: 'Thêm tài khoản',
    en: 'Add an account',
  },
  'admin.account_add_lead': {
    vi: 'Người mới tự chọn mật khẩu qua liên kết đặt lại: lập tài khoản xong, tạo liên kết ở trang của người đó và gửi qua Zalo hay đưa tận tay.',
    en: 'A new person chooses the password through a reset link: create the account, then make the link on its page and hand it over.',
  },
  'admin.username_hint': {
    vi: '3 đến 40 chữ, số, dấu chấm, gạch ngang.',
    en: '3 to 40 letters, digits, dots or hyphens.',
  },
  'admin.account_made': {
    vi: 'Đã lập tài khoản. Giờ hãy tạo liên kết để người này chọn mật khẩu.',
    en: 'The account is created. Now make the link by which the person chooses a password.',
  },
  'admin.facts': {
    vi: 'Tên, vai trò, đài',
    en: 'Name, roles, stations',
  },
  'admin.link_made': {
    vi: 'Liên kết cho {name} đã tạo.',
    en: 'The link for {name} is made.',
  },
  'admin.link_once': {
    vi: 'Hãy chép ngay: chỉ hiện một lần này, dùng được một lần, đến {when}.',
    en: 'Copy it now: it is shown this once and works once, until {when}.',
  },
  'admin.link_spent': {
    vi: 'Liên kết đó đã hiện một lần; không hiện lại được. Cần thì tạo liên kết khác.',
    en: 'That link was shown once and cannot be shown again. Make another if needed.',
  },
  'admin.entry': {
    vi: 'Đăng nhập',
    en: 'Signing in',
  },
  'admin.no_sessions': {
    vi: 'Hiện không đăng nhập ở máy nào.',
    en: 'Not signed in on any device.',
  },
  'admin.session': {
    vi: '{when}, từ {address}',
    en: '{when}, from {address}',
  },
  'admin.link_make': {
    vi: 'Tạo liên kết đặt mật khẩu',
    en: 'Make a password link',
  },
  'admin.sign_out': {
    vi: 'Đăng xuất mọi máy',
    en: 'Sign out everywhere',
  },
  'admin.sign_out_sure': {
    vi: 'Đóng mọi phiên đăng nhập của người này?',
    en: 'Close all sessions of this person?',
  },
  'admin.was_signed_out': {
    vi: 'Đã đóng {n} phiên.',
    en: '{n} sessions are closed.',
  },
  'admin.end': {
    vi: 'Ngừng tài khoản',
    en: 'End the account',
  },
  'admin.end_sure': {
    vi: 'Ngừng tài khoản này? Người này sẽ bị đăng xuất ngay và không vào được nữa. Những gì đã làm vẫn còn tên.',
    en: 'End this account? The person is signed out at once and cannot come back. What was done keeps the name.',
  },
  'admin.renew': {
    vi: 'Mở lại tài khoản',
    en: 'Renew the account',
  },
  'admin.was_ended': {
    vi: 'Đã ngừng tài khoản.',
    en: 'The account is ended.',
  },
  'admin.was_renewed': {
    vi: 'Đã mở lại tài khoản.',
    en: 'The account is renewed.',
  },
  'admin.pin_remove': {
    vi: 'Bỏ mã PIN',
    en: 'Take the PIN away',
  },
  'admin.pin_removed': {
    vi: 'Đã bỏ mã PIN.',
    en: 'The PIN is taken away.',
  },
  'admin.what_was_done': {
    vi: 'Việc người này đã làm',
    en: 'What this person did',
  },
  'admin.recent_sign_ins': {
    vi: 'Những lần đăng nhập gần đây',
    en: 'Recent sign-ins',
  },
  'admin.no_sign_ins': {
    vi: 'Không có lần đăng nhập nào trong 7 ngày qua.',
    en: 'No sign-in in the last 7 days.',
  },
  'admin.no_sign_ins_hint': {
    vi: 'Danh sách này giữ 7 ngày.',
    en: 'This list goes back 7 days.',
  },
  'admin.sign_ins_lead': {
    vi: 'Mọi lần nhập mật khẩu, mã hai bước và mã PIN trong 7 ngày qua, kể cả lần sai. Sai nhiều lần thì phải chờ.',
    en: 'Every password, two-step code and PIN given in the last 7 days, failed ones too. Many failures make one wait.',
  },
  'admin.all_tries': {
    vi: 'Xem mọi lần',
    en: 'See all',
  },
  'admin.only_failed': {
    vi: 'Chỉ xem lần sai',
    en: 'Failed ones only',
  },
  'admin.when': {
    vi: 'Lúc',
    en: 'When',
  },
  'admin.result': {
    vi: 'Kết quả',
    en: 'Result',
  },
  'admin.where': {
    vi: 'Địa chỉ',
    en: 'Address',
  },
  'admin.unknown_name': {
    vi: 'không có tài khoản này',
    en: 'no such account',
  },
  'admin.signed_in': {
    vi: 'đúng',
    en: 'let in',
  },
  'admin.refused': {
    vi: 'sai',
    en: 'refused',
  },
  'admin.key_name': {
    vi: 'Khóa của ai',
    en: 'Whose key',
  },
  'admin.key_name_hint': {
    vi: 'Ví dụ: Phòng Nội vụ, bảng theo dõi của huyện.',
    en: 'For instance: the office of home affairs.',
  },
  'admin.keys_lead': {
    vi: 'Khóa chỉ đọc, để chương trình của cơ quan khác lấy số liệu báo cáo. Không xem hay sửa được gì khác.',
    en: 'Read-only keys by which programs of other offices fetch the figures. They open nothing else.',
  },
  'admin.no_keys': {
    vi: 'Chưa có khóa nào.',
    en: 'There is no key yet.',
  },
  'admin.key_revoke_sure': {
    vi: 'Thu hồi khóa “{name}”? Chương trình dùng khóa này sẽ không lấy được số liệu nữa.',
    en: 'Revoke the key “{name}”? Its program will get no figures any more.',
  },
  'admin.value': {
    vi: 'giá trị',
    en: 'value',
  },
  'admin.before': {
    vi: 'trước:',
    en: 'before:',
  },
  'admin.after': {
    vi: 'sau:',
    en: 'after:',
  },
  'admin.changes': {
    vi: '{n} chỗ thay đổi',
    en: 'Changes: {n}',
  },
  'admin.noun': {
    vi: 'Loại',
    en: 'Kind',
  },
  'admin.subject_id': {
    vi: 'Mã',
    en: 'Code or number',
  },
  'admin.no_entries': {
    vi: 'Không có việc nào như vậy.',
    en: 'Nothing like that was done.',
  },
  'admin.room': {
    vi: 'Chỗ chứa',
    en: 'Room',
  },
  'admin.disk_free': {
    vi: 'Đĩa còn trống',
    en: 'Free disk',
  },
  'admin.little_room': {
    vi: 'sắp đầy',
    en: 'nearly full',
  },
  'admin.no_room': {
    vi: 'gần đầy: không nhận tệp mới',
    en: 'nearly full: takes no files',
  },
  'admin.room_of': {
    vi: '{free} trên {total}',
    en: '{free} of {total}',
  },
  'admin.disk_data': {
    vi: 'Đĩa cơ sở dữ liệu còn trống',
    en: 'Free disk of the database',
  },
  'admin.job_room': {
    vi: 'Xem đĩa, dọn tệp tạm',
    en: 'Disk watched, leftovers swept',
  },
  'admin.job_retention': {
    vi: 'Xóa theo hạn lưu trữ',
    en: 'Retention carried out',
  },
  'admin.database': {
    vi: 'Cơ sở dữ liệu',
    en: 'Database',
  },
  'admin.media': {
    vi: 'Âm thanh',
    en: 'Audio',
  },
  'admin.media_size': {
    vi: '{size}, {n} tệp',
    en: '{size}, {n} files',
  },
  'admin.queue': {
    vi: 'Xử lý bản ghi âm',
    en: 'Recordings at work',
  },
  'admin.queue_size': {
    vi: '{waiting} đang chờ, {working} đang làm',
    en: '{waiting} waiting, {working} at work',
  },
  'admin.queue_failed': {
    vi: '{n} bản bị từ chối hoặc hỏng',
    en: '{n} refused or failed',
  },
  'admin.jobs': {
    vi: 'Việc chạy định kỳ',
    en: 'Periodic jobs',
  },
  'admin.job': {
    vi: 'Việc',
    en: 'Job',
  },
  'admin.last_run': {
    vi: 'Chạy lần cuối',
    en: 'Last run',
  },
  'admin.job_never': {
    vi: 'chưa chạy',
    en: 'never',
  },
  'admin.job_failed': {
    vi: 'có lỗi',
    en: 'failed',
  },
  'admin.job_running': {
    vi: 'đang chạy',
    en: 'running',
  },
  'admin.job_good': {
    vi: 'tốt',
    en: 'good',
  },
  'admin.proof': {
    vi: 'Kiểm tra sổ ghi nhận',
    en: 'Proof of the ledger',
  },
  'admin.proof_lead': {
    vi: 'Tính lại chuỗi băm của sổ, kết quả từng lượt phát và mọi số đã cộng, rồi so với những gì đang lưu. Không thay đổi gì; có thể mất vài phút.',
    en: 'Recomputes the chains of the ledger, the outcome of each airing and every sum, and compares them with what is stored. It changes nothing and may take minutes.',
  },
  'admin.proof_good': {
    vi: 'Khớp hết.',
    en: 'All matches.',
  },
  'admin.proof_bad': {
    vi: 'Có chỗ không khớp.',
    en: 'Something does not match.',
  },
  'admin.proof_by': {
    vi: '{when}, {who}',
    en: '{when}, {who}',
  },
  'admin.proof_never': {
    vi: 'Chưa ai kiểm tra.',
    en: 'Nobody has verified yet.',
  },
  'admin.proof_now': {
    vi: 'Kiểm tra ngay',
    en: 'Verify now',
  },
  'admin.versions': {
    vi: 'Phiên bản',
    en: 'Versions',
  },
  'admin.running_since': {
    vi: '{version}, đã chạy {hours} giờ',
    en: '{version}, running for {hours} h',
  },
  'admin.platform': {
    vi: 'Nền chạy',
    en: 'Platform',
  },
  'admin.migrations': {
    vi: 'Các bước của lược đồ',
    en: 'Schema migrations',
  },
  'admin.migrations_run': {
    vi: '{n} bước, mới nhất {newest}',
    en: '{n} run, newest {newest}',
  },
  'admin.units': {
    vi: 'Đơn vị hành chính',
    en: 'Administrative units',
  },
  'admin.units_lead': {
    vi: 'Tên, cấp trên và ngày có hiệu lực. Đơn vị cũ không bị xóa: báo cáo của ngày xưa vẫn theo đơn vị ngày xưa.',
    en: 'Names, parents and dates. Past units stay: reports of those days are told by the units of those days.',
  },
  'admin.unit': {
    vi: 'Đơn vị',
    en: 'Unit',
  },
  'admin.unit_kind': {
    vi: 'Loại',
    en: 'Kind',
  },
  'admin.unit_kind_hint': {
    vi: 'Viết trước tên: xã, thị trấn, huyện…',
    en: 'As it stands before the name: xã, thị trấn, huyện…',
  },
  'admin.unit_parent': {
    vi: 'Trực thuộc',
    en: 'Under',
  },
  'admin.unit_valid': {
    vi: 'Hiệu lực',
    en: 'In force',
  },
  'admin.unit_after': {
    vi: 'Về sau',
    en: 'Afterwards',
  },
  'admin.unit_name': {
    vi: 'Tên',
    en: 'Name',
  },
  'admin.unit_valid_from': {
    vi: 'Từ ngày',
    en: 'From',
  },
  'admin.unit_valid_to': {
    vi: 'Đến hết ngày',
    en: 'To',
  },
  'admin.legal_basis': {
    vi: 'Văn bản',
    en: 'Legal basis',
  },
  'admin.unit_add': {
    vi: 'Thêm đơn vị',
    en: 'Add a unit',
  },
  'admin.no_parent': {
    vi: 'không có',
    en: 'none',
  },
  'admin.unit_edit': {
    vi: 'Sửa đơn vị',
    en: 'Edit the unit',
  },
  'admin.no_units': {
    vi: 'Chưa có đơn vị nào.',
    en: 'There is no unit yet.',
  },
  'admin.no_units_hint': {
    vi: 'Thêm tỉnh, rồi huyện hoặc xã bên dưới.',
    en: 'Add the province, then what is below it.',
  },
  'admin.unit_find': {
    vi: 'Tìm đơn vị',
    en: 'Find a unit',
  },
  'admin.unit_past': {
    vi: 'Cả đơn vị cũ',
    en: 'Past ones too',
  },
  'admin.succession': {
    vi: 'Sáp nhập, chia tách, đổi tên',
    en: 'Mergers, splits, new names',
  },
  'admin.succession_lead': {
    vi: 'Thêm đơn vị mới trước, rồi ghi đơn vị nào thành đơn vị nào. Số liệu cũ được tính cho đơn vị mới khi xem theo địa bàn hiện nay.',
    en: 'Add the new units first, then say which became which. Past figures are told by the new units when seen by the units of today.',
  },
  'admin.succession_kind': {
    vi: 'Việc',
    en: 'Kind',
  },
  'admin.kind_merge': {
    vi: 'sáp nhập',
    en: 'merged',
  },
  'admin.kind_split': {
    vi: 'chia tách',
    en: 'split',
  },
  'admin.kind_rename': {
    vi: 'đổi tên',
    en: 'renamed',
  },
  'admin.kind_parent': {
    vi: 'chuyển về đơn vị khác',
    en: 'moved under',
  },
  'admin.succession_on': {
    vi: 'Từ ngày',
    en: 'From the day',
  },
  'admin.succession_from': {
    vi: 'Các đơn vị cũ',
    en: 'The old units',
  },
  'admin.succession_to': {
    vi: 'Các đơn vị mới (hoặc cấp trên mới)',
    en: 'The new units (or the new parent)',
  },
  'admin.succession_hint': {
    vi: 'Giữ Ctrl để chọn nhiều.',
    en: 'Hold Ctrl to choose several.',
  },
  'admin.succession_add': {
    vi: 'Ghi việc này',
    en: 'Record this',
  },
  'admin.became': {
    vi: '{kind} từ {date}: {names}',
    en: '{kind} from {date}: {names}',
  },
  'admin.levels': {
    vi: 'Các cấp đài',
    en: 'Levels of stations',
  },
  'admin.levels_lead': {
    vi: 'Cấp quyết định đài được cộng vào dòng nào của báo cáo. Từ 01/7/2025 không còn cấp huyện: đừng xóa cấp cũ, chỉ cần đổi cấp của đài từ ngày đó.',
    en: 'The level decides in which line of the report a station counts.',
  },
  'admin.level_code': {
    vi: 'Mã',
    en: 'Code',
  },
  'admin.level_name': {
    vi: 'Tên cấp',
    en: 'Name',
  },
  'admin.level_name_en': {
    vi: 'Tên tiếng Anh',
    en: 'English name',
  },
  'admin.level_station': {
    vi: 'Tên gọi đài của cấp',
    en: 'What its stations are called',
  },
  'admin.level_station_en': {
    vi: 'Tên gọi đài bằng tiếng Anh',
    en: 'The same in English',
  },
  'admin.level_rank': {
    vi: 'Thứ tự (1 là cao nhất)',
    en: 'Rank (1 is the highest)',
  },
  'admin.level_add': {
    vi: 'Thêm cấp',
    en: 'Add a level',
  },
  'admin.level_edit': {
    vi: 'Sửa cấp {name}',
    en: 'Edit {name}',
  },
  'admin.job_tidy': {
    vi: 'Dọn phiên đăng nhập cũ',
    en: 'Old sign-ins put away',
  },
  'admin.job_recount': {
    vi: 'Cộng lại mọi số',
    en: 'All sums recounted',
  },
  'admin.job_heads': {
    vi: 'Công bố đầu sổ',
    en: 'Ledger heads published',
  },
  'admin.job_live': {
    vi: 'Dọn tin trực tiếp cũ',
    en: 'Old live events put away',
  },
  'admin.job_recordings': {
    vi: 'Xử lý bản ghi âm',
    en: 'Recordings worked',
  },
  'admin.job_uploads': {
    vi: 'Dọn tệp tải dở',
    en: 'Unfinished uploads put away',
  },
  'admin.job_horizon': {
    vi: 'Kéo dài lịch phát',
    en: 'Schedule extended',
  },
  'admin.job_streams': {
    vi: 'Ngắt máy có khóa đã thu hồi',
    en: 'Devices with a revoked key cut off',
  },
  'admin.job_recordings_wake': {
    vi: 'Tìm bản ghi âm đang chờ',
    en: 'Waiting recordings looked for',
  },
  'admin.job_exports': {
    vi: 'Xuất tệp báo cáo',
    en: 'Report files made',
  },
  'admin.job_fold': {
    vi: 'Gộp số liệu các quý đã qua',
    en: 'Sums of past quarters made',
  },
  'admin.job_clear_exports': {
    vi: 'Dọn tệp báo cáo cũ',
    en: 'Old report files put away',
  },
  'admin.job_watch': {
    vi: 'Tìm việc cần nhắc',
    en: 'Things to remind of looked for',
  },
  'admin.job_supplements': {
    vi: 'Tìm sự kiện đến sau của các kỳ đã chốt',
    en: 'Look for later events of closed periods',
  },
  'admin.job_deliver': {
    vi: 'Gửi tin nhắc',
    en: 'Reminders sent',
  },
  'admin.job_backup': {
    vi: 'Sao lưu hằng ngày',
    en: 'Daily backup',
  },
  'admin.act_backup_start': {
    vi: 'cho sao lưu ngay',
    en: 'had a backup made',
  },
  'admin.act_backup_restore': {
    vi: 'khôi phục từ bản sao lưu',
    en: 'restored from a backup',
  },
  'admin.backup': {
    vi: 'Sao lưu',
    en: 'Backups',
  },
  'admin.backup_nowhere': {
    vi: 'Chưa đặt nơi cất bản sao lưu: mất ổ đĩa là mất hết. Đặt BACKUP_TO trong cấu hình.',
    en: 'No place for backups is set: a lost disk loses everything. Set BACKUP_TO in the configuration.',
  },
  'admin.backup_place': {
    vi: 'Nơi cất',
    en: 'Place',
  },
  'admin.backup_sealed': {
    vi: 'có mã hóa',
    en: 'encrypted',
  },
  'admin.backup_open': {
    vi: 'không mã hóa',
    en: 'not encrypted',
  },
  'admin.backup_last': {
    vi: 'Bản tốt gần nhất',
    en: 'Last good one',
  },
  'admin.backup_none': {
    vi: 'Chưa có bản nào',
    en: 'None yet',
  },
  'admin.backup_fresh': {
    vi: 'Tốt',
    en: 'Good',
  },
  'admin.backup_old': {
    vi: 'Quá cũ',
    en: 'Too old',
  },
  'admin.backup_holds': {
    vi: '{rows} dòng dữ liệu, {files} tệp, {size}; ghi mới {added}',
    en: '{rows} rows, {files} files, {size}; {added} stored anew',
  },
  'admin.backup_tested': {
    vi: 'Đã khôi phục thử: {stations} đài, {rows} dòng sổ khớp hết; đọc lại {read} trên {files} tệp',
    en: 'Restored for a test: {stations} stations, {rows} ledger rows all match; {read} of {files} files read',
  },
  'admin.backup_missing': {
    vi: '{n} tệp có trong sổ nhưng không có trong kho',
    en: '{n} files are on the books but not in storage',
  },
  'admin.backup_runs': {
    vi: 'Các lần sao lưu',
    en: 'Runs',
  },
  'admin.backup_when': {
    vi: 'Lúc',
    en: 'When',
  },
  'admin.backup_result': {
    vi: 'Kết quả',
    en: 'Result',
  },
  'admin.backup_added': {
    vi: 'Ghi mới',
    en: 'Stored anew',
  },
  'admin.backup_running': {
    vi: 'Đang chạy',
    en: 'Under way',
  },
  'admin.backup_good': {
    vi: 'Tốt, đã khôi phục thử',
    en: 'Good, restored for a test',
  },
  'admin.backup_failed': {
    vi: 'Hỏng',
    en: 'Failed',
  },
  'admin.backup_now': {
    vi: 'Sao lưu ngay',
    en: 'Back up now',
  },
  'admin.backup_started': {
    vi: 'Đã bắt đầu sao lưu. Tải lại trang sau ít phút để xem kết quả.',
    en: 'The backup has begun. Reload the page in a few minutes.',
  },
  'admin.act_account_change': {
    vi: 'đổi tài khoản',
    en: 'changed the account',
  },
  'admin.act_account_change_password': {
    vi: 'đổi mật khẩu',
    en: 'changed the password of',
  },
  'admin.act_account_clear_pin': {
    vi: 'bỏ mã PIN của',
    en: 'took away the PIN of',
  },
  'admin.act_account_create': {
    vi: 'lập tài khoản',
    en: 'created the account',
  },
  'admin.act_account_reset_password': {
    vi: 'đặt lại mật khẩu',
    en: 'reset the password of',
  },
  'admin.act_account_set_pin': {
    vi: 'đặt mã PIN cho',
    en: 'set the PIN of',
  },
  'admin.act_airing_import': {
    vi: 'nhập nhật ký',
    en: 'imported the log of',
  },
  'admin.act_api_key_create': {
    vi: 'tạo khóa',
    en: 'made the key',
  },
  'admin.act_api_key_revoke': {
    vi: 'thu hồi khóa',
    en: 'revoked the key',
  },
  'admin.act_closure_create': {
    vi: 'thêm ngày nghỉ',
    en: 'entered the closure',
  },
  'admin.act_closure_withdraw': {
    vi: 'bỏ ngày nghỉ',
    en: 'withdrew the closure',
  },
  'admin.act_emergency_order': {
    vi: 'ra lệnh phát khẩn cấp',
    en: 'ordered the emergency',
  },
  'admin.act_emergency_cancel': {
    vi: 'hủy lệnh khẩn cấp',
    en: 'cancelled the emergency',
  },
  'admin.act_episode_create': {
    vi: 'lập kỳ',
    en: 'created the episode',
  },
  'admin.act_episode_change': {
    vi: 'đổi thông tin kỳ',
    en: 'changed the episode',
  },
  'admin.act_episode_save_revision': {
    vi: 'lưu bản sửa của kỳ',
    en: 'saved a revision of',
  },
  'admin.act_episode_submit': {
    vi: 'trình duyệt kỳ',
    en: 'submitted',
  },
  'admin.act_episode_approve': {
    vi: 'duyệt kịch bản của kỳ',
    en: 'approved the script of',
  },
  'admin.act_episode_approve_content': {
    vi: 'duyệt nội dung của kỳ',
    en: 'approved the content of',
  },
  'admin.act_episode_return': {
    vi: 'trả lại kỳ',
    en: 'returned',
  },
  'admin.act_episode_clear': {
    vi: 'duyệt phát kỳ',
    en: 'cleared for air',
  },
  'admin.act_episode_void_clearance': {
    vi: 'bỏ duyệt phát kỳ',
    en: 'voided the clearance of',
  },
  'admin.act_episode_withdraw': {
    vi: 'rút kỳ',
    en: 'withdrew',
  },
  'admin.act_episode_use_recording': {
    vi: 'dùng bản ghi âm cho kỳ',
    en: 'put a recording in use for',
  },
  'admin.act_event_settle': {
    vi: 'xử lý báo cáo',
    en: 'settled the report',
  },
  'admin.act_ledger_verify': {
    vi: 'kiểm tra sổ',
    en: 'verified the ledger',
  },
  'admin.act_level_create': {
    vi: 'thêm cấp',
    en: 'added the level',
  },
  'admin.act_level_change': {
    vi: 'đổi cấp',
    en: 'changed the level',
  },
  'admin.act_level_remove': {
    vi: 'xóa cấp',
    en: 'removed the level',
  },
  'admin.act_pairing_create': {
    vi: 'lấy mã ghép cho',
    en: 'made a pairing code for',
  },
  'admin.act_period_close': {
    vi: 'chốt số liệu',
    en: 'closed',
  },
  'admin.act_period_reopen': {
    vi: 'mở lại số liệu',
    en: 'reopened',
  },
  'admin.act_period_supplement': {
    vi: 'ra số bổ sung',
    en: 'issued a supplement to',
  },
  'admin.act_play_accept': {
    vi: 'nhận lượt ngoài lịch',
    en: 'accepted the unplanned play',
  },
  'admin.act_recording_upload': {
    vi: 'đưa lên bản ghi âm',
    en: 'uploaded',
  },
  'admin.act_recording_ready': {
    vi: 'xử lý xong',
    en: 'finished',
  },
  'admin.act_recording_refuse': {
    vi: 'từ chối',
    en: 'refused',
  },
  'admin.act_recording_cancel': {
    vi: 'hủy',
    en: 'cancelled',
  },
  'admin.act_recording_retry': {
    vi: 'xử lý lại',
    en: 'retried',
  },
  'admin.act_reset_link_create': {
    vi: 'tạo liên kết đặt lại cho',
    en: 'made a reset link for',
  },
  'admin.act_segment_create': {
    vi: 'thêm chuyên mục',
    en: 'added the segment',
  },
  'admin.act_segment_change': {
    vi: 'đổi chuyên mục',
    en: 'changed the segment',
  },
  'admin.act_recovery_codes_create': {
    vi: 'tạo mã dự phòng mới cho',
    en: 'made new recovery codes for',
  },
  'admin.act_second_factor_create': {
    vi: 'bật xác thực hai bước cho',
    en: 'switched two-step verification on for',
  },
  'admin.act_second_factor_remove': {
    vi: 'bỏ xác thực hai bước của',
    en: 'took two-step verification away from',
  },
  'admin.act_second_factor_rule_change': {
    vi: 'đổi quy định xác thực hai bước trong',
    en: 'changed the rule of two-step verification in',
  },
  'admin.act_session_close_others': {
    vi: 'đóng các phiên khác của',
    en: 'closed the other sessions of',
  },
  'admin.act_session_open': {
    vi: 'đăng nhập',
    en: 'signed in to',
  },
  'admin.act_session_close': {
    vi: 'đăng xuất',
    en: 'signed out of',
  },
  'admin.act_session_close_all': {
    vi: 'đóng mọi phiên của',
    en: 'closed all sessions of',
  },
  'admin.act_sessions_put': {
    vi: 'đặt giờ các buổi của',
    en: 'set the sessions of',
  },
  'admin.act_setup_link_create': {
    vi: 'tạo liên kết thiết lập',
    en: 'made the set-up link of',
  },
  'admin.act_slot_create': {
    vi: 'thêm khung giờ',
    en: 'added the slot',
  },
  'admin.act_slot_edit': {
    vi: 'sửa khung giờ',
    en: 'edited the slot',
  },
  'admin.act_slot_end': {
    vi: 'kết thúc khung giờ',
    en: 'ended the slot',
  },
  'admin.act_slot_cancel': {
    vi: 'hủy một lượt của',
    en: 'cancelled an airing of',
  },
  'admin.act_slot_move': {
    vi: 'dời một lượt của',
    en: 'moved an airing of',
  },
  'admin.act_slot_replace': {
    vi: 'thay kỳ trong',
    en: 'replaced the episode in',
  },
  'admin.act_slot_backfill': {
    vi: 'bổ sung lượt đã qua của',
    en: 'backfilled',
  },
  'admin.act_slot_withdraw_change': {
    vi: 'bỏ thay đổi của',
    en: 'withdrew a change of',
  },
  'admin.act_station_create': {
    vi: 'thêm đài',
    en: 'added the station',
  },
  'admin.act_station_change': {
    vi: 'sửa đài',
    en: 'changed the station',
  },
  'admin.act_station_assign': {
    vi: 'đổi cấp, địa bàn của',
    en: 'assigned',
  },
  'admin.act_station_unassign': {
    vi: 'bỏ một lần phân cấp của',
    en: 'took an assignment from',
  },
  'admin.act_station_group_create': {
    vi: 'thêm nhóm',
    en: 'added the group',
  },
  'admin.act_station_group_change': {
    vi: 'sửa nhóm',
    en: 'changed the group',
  },
  'admin.act_station_key_create': {
    vi: 'tạo khóa',
    en: 'made the key',
  },
  'admin.act_station_key_revoke': {
    vi: 'thu hồi khóa',
    en: 'revoked the key',
  },
  'admin.act_total_report': {
    vi: 'ghi tổng số',
    en: 'reported a total for',
  },
  'admin.act_unit_create': {
    vi: 'thêm đơn vị',
    en: 'added the unit',
  },
  'admin.act_unit_change': {
    vi: 'sửa đơn vị',
    en: 'changed the unit',
  },
  'admin.act_unit_succession_create': {
    vi: 'ghi việc sắp xếp',
    en: 'recorded the succession of',
  },
  'admin.act_airing_attest': {
    vi: 'xác nhận',
    en: 'attested',
  },
  'admin.act_airing_correct': {
    vi: 'sửa',
    en: 'corrected',
  },
  'admin.act_episode_prepare_urgent': {
    vi: 'chuẩn bị phát khẩn cấp',
    en: 'prepared as an emergency',
  },
  'admin.act_library_settings_change': {
    vi: 'đổi',
    en: 'changed',
  },
  'admin.act_log_bring': {
    vi: 'đưa lên',
    en: 'brought in',
  },
  'admin.act_log_drop': {
    vi: 'bỏ, không nhập',
    en: 'dropped',
  },
  'admin.act_log_map': {
    vi: 'đổi cột của',
    en: 'changed the columns of',
  },
  'admin.act_log_import': {
    vi: 'nhập',
    en: 'imported',
  },
  'admin.act_notice_watch': { vi: 'tìm lại số bổ sung của các kỳ đã chốt', en: 'looked for supplements again' },
  'admin.act_notice_retry': {
    vi: 'gửi lại',
    en: 'sent again',
  },
  'admin.act_photo_attach': {
    vi: 'đính kèm',
    en: 'attached',
  },
  'admin.act_plan_create': {
    vi: 'đặt',
    en: 'set',
  },
  'admin.act_plan_change': {
    vi: 'đổi',
    en: 'changed',
  },
  'admin.act_plan_remove': {
    vi: 'bỏ',
    en: 'removed',
  },
  'admin.act_recording_trim': {
    vi: 'cắt đầu cuối',
    en: 'trimmed',
  },
  'admin.act_retention_let_go': { vi: 'xóa tệp theo hạn lưu trữ', en: 'let files go by retention' },
  'admin.noun_retention': { vi: 'lưu trữ', en: 'retention' },
  'admin.act_ledger_restored': { vi: 'Đánh dấu sổ đi tiếp từ bản sao lưu', en: 'Marked ledgers as restored' },
  'admin.act_data_export': { vi: 'Xuất toàn bộ dữ liệu', en: 'Exported all data' },
  'admin.act_report_export': {
    vi: 'xuất',
    en: 'exported',
  },
  'admin.act_report_settings_change': {
    vi: 'đổi',
    en: 'changed',
  },
  'admin.act_schedule_undo': {
    vi: 'hoàn tác',
    en: 'undid',
  },
  'admin.act_settings_change': {
    vi: 'đổi',
    en: 'changed',
  },
  'admin.act_total_decide': {
    vi: 'chọn số giữ lại cho',
    en: 'settled totals against airings of',
  },
  'admin.noun_account': {
    vi: 'tài khoản',
    en: 'account',
  },
  'admin.noun_airing': {
    vi: 'lượt phát',
    en: 'airing',
  },
  'admin.noun_api_key': {
    vi: 'khóa lấy báo cáo',
    en: 'report key',
  },
  'admin.noun_closing': {
    vi: 'kỳ chốt',
    en: 'closing',
  },
  'admin.noun_closure': {
    vi: 'ngày nghỉ phát',
    en: 'closure',
  },
  'admin.noun_emergency': {
    vi: 'lệnh khẩn cấp',
    en: 'emergency',
  },
  'admin.noun_episode': {
    vi: 'kỳ phát',
    en: 'episode',
  },
  'admin.noun_event': {
    vi: 'báo cáo của máy',
    en: 'report',
  },
  'admin.noun_installation': {
    vi: 'hệ thống',
    en: 'installation',
  },
  'admin.noun_ledger': {
    vi: 'sổ ghi nhận',
    en: 'ledger',
  },
  'admin.noun_level': {
    vi: 'cấp',
    en: 'level',
  },
  'admin.noun_play': {
    vi: 'lượt ngoài lịch',
    en: 'unplanned play',
  },
  'admin.noun_recording': {
    vi: 'bản ghi âm',
    en: 'recording',
  },
  'admin.noun_segment': {
    vi: 'chuyên mục',
    en: 'segment',
  },
  'admin.noun_setting': {
    vi: 'cài đặt',
    en: 'setting',
  },
  'admin.noun_slot': {
    vi: 'khung giờ',
    en: 'slot',
  },
  'admin.noun_station': {
    vi: 'đài',
    en: 'station',
  },
  'admin.noun_station_group': {
    vi: 'nhóm đài',
    en: 'station group',
  },
  'admin.noun_station_key': {
    vi: 'khóa của đài',
    en: 'station key',
  },
  'admin.noun_unit': {
    vi: 'đơn vị',
    en: 'unit',
  },
  'admin.noun_import': {
    vi: 'tệp nhật ký',
    en: 'log file',
  },
  'admin.noun_job': { vi: 'Việc định kỳ', en: 'Periodic job' },
  'admin.noun_notice_delivery': {
    vi: 'tin nhắc',
    en: 'reminder',
  },
  'admin.noun_photo': {
    vi: 'ảnh chứng',
    en: 'photograph',
  },
  'admin.noun_plan': {
    vi: 'chỉ tiêu',
    en: 'target',
  },
  'admin.noun_report_export': {
    vi: 'tệp báo cáo',
    en: 'report file',
  },
  'admin.noun_schedule_act': {
    vi: 'thay đổi lịch',
    en: 'change of the schedule',
  },
} as const satisfies Words
