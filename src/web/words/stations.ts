import type { Words } from './words.ts'

/** Đài: stations, their devices and pairing. */
export const stations = {
  'stations.title': {
    vi: 'Đài truyền thanh',
    en: 'Stations',
  },
  'stations.name': {
    vi: 'Đài',
    en: 'Station',
  },
  'stations.code': {
    vi: 'Mã',
    en: 'Code',
  },
  'stations.unit': {
    vi: 'Địa bàn',
    en: 'Unit',
  },
  'stations.frequency': {
    vi: 'Tần số',
    en: 'Frequency',
  },
  'stations.contact': {
    vi: 'Liên hệ',
    en: 'Contact',
  },
  'stations.empty': {
    vi: 'Chưa có đài nào.',
    en: 'There is no station yet.',
  },
  'stations.empty_hint': {
    vi: 'Người quản trị thêm đài ở đây, rồi ghép máy hoặc tạo khóa cho từng đài.',
    en: 'The administrator adds stations here, then pairs a device or makes a key for each.',
  },
  'stations.search': {
    vi: 'Tìm theo tên, mã, địa bàn, người hay số điện thoại',
    en: 'Find by name, code, unit, contact or telephone',
  },
  'stations.state': {
    vi: 'Tình trạng',
    en: 'State',
  },
  'stations.any': {
    vi: 'Tất cả',
    en: 'All',
  },
  'stations.level': {
    vi: 'Cấp',
    en: 'Level',
  },
  'stations.group': {
    vi: 'Nhóm',
    en: 'Group',
  },
  'stations.ended_too': {
    vi: 'Cả đài đã ngừng',
    en: 'Ended ones too',
  },
  'stations.counts': {
    vi: 'Số đài theo tình trạng',
    en: 'Stations by state',
  },
  'stations.not_active': {
    vi: 'không hoạt động',
    en: 'not active',
  },
  'stations.active_now': {
    vi: 'đang hoạt động',
    en: 'active',
  },
  'stations.last_word': {
    vi: 'Tin cuối',
    en: 'Last word',
  },
  'stations.player': {
    vi: 'Máy phát',
    en: 'Player',
  },
  'stations.clock': {
    vi: 'Lệch giờ',
    en: 'Clock offset',
  },
  'stations.unsent': {
    vi: 'Báo cáo thiếu',
    en: 'Missing reports',
  },
  'stations.disk': {
    vi: 'Đĩa còn trống',
    en: 'Free disk',
  },
  'stations.groups': {
    vi: 'Nhóm đài',
    en: 'Station groups',
  },
  'stations.add': {
    vi: 'Thêm đài',
    en: 'Add a station',
  },
  'stations.none_found': {
    vi: 'Không có đài nào như vậy.',
    en: 'No station is like that.',
  },
  'stations.none_found_hint': {
    vi: 'Thử ít điều kiện hơn.',
    en: 'Try fewer conditions.',
  },
  'stations.see_all': {
    vi: 'Xem mọi đài',
    en: 'See all stations',
  },
  'stations.health_good': {
    vi: 'tốt',
    en: 'good',
  },
  'stations.health_fetching': {
    vi: 'có lấy lịch',
    en: 'fetches',
  },
  'stations.health_trouble': {
    vi: 'cần xem',
    en: 'needs a look',
  },
  'stations.health_silent': {
    vi: 'mất liên lạc',
    en: 'no contact',
  },
  'stations.health_never': {
    vi: 'chưa có máy',
    en: 'no device yet',
  },
  'stations.fault_clock': {
    vi: 'đồng hồ lệch',
    en: 'clock is off',
  },
  'stations.fault_disk': {
    vi: 'đĩa sắp đầy',
    en: 'disk nearly full',
  },
  'stations.fault_unsent': {
    vi: 'thiếu báo cáo',
    en: 'reports missing',
  },
  'stations.ago_now': {
    vi: 'vừa xong',
    en: 'just now',
  },
  'stations.ago_minutes': {
    vi: '{n} phút trước',
    en: '{n} min ago',
  },
  'stations.ago_hours': {
    vi: '{n} giờ trước',
    en: '{n} h ago',
  },
  'stations.tabs': {
    vi: 'Các trang của đài',
    en: 'Pages of the station',
  },
  'stations.tab_overview': {
    vi: 'Tổng quan',
    en: 'Overview',
  },
  'stations.tab_keys': {
    vi: 'Khóa và máy',
    en: 'Keys and devices',
  },
  'stations.tab_times': {
    vi: 'Giờ phát',
    en: 'Air times',
  },
  'stations.tab_addresses': {
    vi: 'Địa chỉ phát',
    en: 'Playlist addresses',
  },
  'stations.tab_bundle': {
    vi: 'Bộ USB',
    en: 'USB bundle',
  },
  'stations.tab_history': {
    vi: 'Hồ sơ',
    en: 'Record',
  },
  'stations.saved': {
    vi: 'Đã lưu.',
    en: 'Saved.',
  },
  'stations.save': {
    vi: 'Lưu',
    en: 'Save',
  },
  'stations.leave': {
    vi: 'Thôi',
    en: 'Cancel',
  },
  'stations.edit': {
    vi: 'Sửa',
    en: 'Edit',
  },
  'stations.health': {
    vi: 'Tình trạng máy',
    en: 'Health',
  },
  'stations.heard': {
    vi: '· tin cuối {when}',
    en: '· last word {when}',
  },
  'stations.devices': {
    vi: 'Các máy đã báo tin',
    en: 'Devices heard from',
  },
  'stations.device': {
    vi: 'Máy',
    en: 'Device',
  },
  'stations.playing': {
    vi: 'Đang phát',
    en: 'Playing',
  },
  'stations.on_air': {
    vi: 'đang phát',
    en: 'on air',
  },
  'stations.no_device': {
    vi: 'Chưa máy nào của đài này gọi về. Hãy ghép một máy, hoặc tạo khóa cho máy phát.',
    en: 'No device of this station has called yet. Pair one, or make a key for its player.',
  },
  'stations.only_fetches': {
    vi: 'Đài có lấy lịch phát nhưng không gửi tin: máy phát loại này không tự báo.',
    en: 'The station fetches its playlist and sends no word: such a player does not report by itself.',
  },
  'stations.facts': {
    vi: 'Thông tin đài',
    en: 'About the station',
  },
  'stations.active': {
    vi: 'Hoạt động',
    en: 'Active',
  },
  'stations.since': {
    vi: 'từ {date}',
    en: 'from {date}',
  },
  'stations.until': {
    vi: 'đến hết {date}',
    en: 'to {date}',
  },
  'stations.operators': {
    vi: 'Người phụ trách',
    en: 'Operators',
  },
  'stations.key_made': {
    vi: 'Khóa “{name}” đã tạo.',
    en: 'The key “{name}” is made.',
  },
  'stations.key_once': {
    vi: 'Hãy chép ngay: khóa chỉ hiện một lần này, sau đó không ai xem lại được.',
    en: 'Copy it now: it is shown this once, and nobody can see it again.',
  },
  'stations.keys': {
    vi: 'Khóa của đài',
    en: 'Keys of the station',
  },
  'stations.key_name': {
    vi: 'Tên máy',
    en: 'Name of the device',
  },
  'stations.key_kind': {
    vi: 'Cách có',
    en: 'Made by',
  },
  'stations.key_created': {
    vi: 'Tạo lúc',
    en: 'Made',
  },
  'stations.key_used': {
    vi: 'Dùng lần cuối',
    en: 'Last used',
  },
  'stations.key_act': {
    vi: 'Việc',
    en: 'Act',
  },
  'stations.key_paired': {
    vi: 'ghép bằng mã',
    en: 'pairing',
  },
  'stations.key_by_hand': {
    vi: 'tạo tay',
    en: 'hand',
  },
  'stations.key_unused': {
    vi: 'chưa dùng',
    en: 'never',
  },
  'stations.key_revoke': {
    vi: 'Thu hồi',
    en: 'Revoke',
  },
  'stations.key_revoke_sure': {
    vi: 'Thu hồi khóa “{name}”? Máy dùng khóa này sẽ không lấy được lịch nữa.',
    en: 'Revoke the key “{name}”? Its device will get no playlist any more.',
  },
  'stations.key_revoked': {
    vi: 'đã thu hồi {when}',
    en: 'revoked {when}',
  },
  'stations.key_was_revoked': {
    vi: 'Đã thu hồi khóa.',
    en: 'The key is revoked.',
  },
  'stations.key_spent': {
    vi: 'Khóa này đã được tạo và đã hiện một lần; không hiện lại được. Nếu chưa kịp chép, hãy thu hồi và tạo khóa khác.',
    en: 'That key was made and shown once; it cannot be shown again. If it was not copied, revoke it and make another.',
  },
  'stations.keys_lead': {
    vi: 'Mỗi máy một khóa, để khi mất máy chỉ thu hồi một khóa. Máy điện thoại, máy tính có trình duyệt thì nên ghép bằng mã QR.',
    en: 'One key for each device, so that a lost one is cut off alone. Phones and computers with a browser are better paired by QR code.',
  },
  'stations.no_keys': {
    vi: 'Đài này chưa có khóa nào.',
    en: 'This station has no key yet.',
  },
  'stations.key_new': {
    vi: 'Tạo khóa cho một máy phát',
    en: 'Make a key for a player',
  },
  'stations.key_name_hint': {
    vi: 'Ví dụ: Máy phát ở phòng truyền thanh.',
    en: 'For instance: the player in the studio.',
  },
  'stations.key_make': {
    vi: 'Tạo khóa',
    en: 'Make the key',
  },
  'stations.addresses': {
    vi: 'Địa chỉ danh sách phát',
    en: 'Playlist addresses',
  },
  'stations.addresses_lead': {
    vi: 'Chép vào máy phát và thay {key} bằng khóa của máy đó. Khóa lấy ở:',
    en: 'Copy one into the player and put the key of its device in place of {key}. Keys are made at:',
  },
  'stations.format': {
    vi: 'Dùng cho',
    en: 'For',
  },
  'stations.address': {
    vi: 'Địa chỉ',
    en: 'Address',
  },
  'stations.for_m3u8': {
    vi: 'VLC, mpv, MPD (m3u8)',
    en: 'VLC, mpv, MPD (m3u8)',
  },
  'stations.for_liquidsoap': {
    vi: 'Liquidsoap',
    en: 'Liquidsoap',
  },
  'stations.for_window': {
    vi: 'Hộp phát không có đồng hồ, gọi trước mỗi buổi (m3u)',
    en: 'Player box without a clock, called before each session (m3u)',
  },
  'stations.for_pls': {
    vi: 'Máy phát cũ (pls)',
    en: 'Older players (pls)',
  },
  'stations.for_xspf': {
    vi: 'Trình phát đọc XSPF',
    en: 'Players that read XSPF',
  },
  'stations.for_ics': {
    vi: 'Lịch điện thoại (ics)',
    en: 'A phone’s calendar (ics)',
  },
  'stations.for_rss': {
    vi: 'Podcast (rss)',
    en: 'Podcast (rss)',
  },
  'stations.for_json': {
    vi: 'Chương trình tự viết (json)',
    en: 'A program of your own (json)',
  },
  'stations.agent': {
    vi: 'Máy phát tự động của Sóng Quê',
    en: 'The station agent of Sóng Quê',
  },
  'stations.agent_lead': {
    vi: 'Tệp cài đặt /etc/songque-agent.env của máy đặt tại đài:',
    en: 'The settings file /etc/songque-agent.env of the machine at the station:',
  },
  'stations.recipes': {
    vi: 'Hướng dẫn cho từng loại máy phát nằm trong docs/recipes.',
    en: 'Recipes for each player stand in docs/recipes.',
  },
  'stations.api_docs': {
    vi: 'Mô tả giao diện lập trình',
    en: 'Description of the programming interface',
  },
  'stations.bundle': {
    vi: 'Tải bộ USB',
    en: 'Get the USB bundle',
  },
  'stations.bundle_lead': {
    vi: 'Cho đài không có mạng: một tệp nén gồm lịch phát, âm thanh và trang tự phát. Giải nén ra thẻ USB, mở PHAT.html trên máy ở đài.',
    en: 'For stations without a line: an archive of playlist, audio and a page that plays. Unpack it onto a stick and open PHAT.html at the station.',
  },
  'stations.from': {
    vi: 'Từ ngày',
    en: 'From',
  },
  'stations.to': {
    vi: 'Đến hết ngày',
    en: 'To',
  },
  'stations.days': {
    vi: 'Số ngày',
    en: 'Days',
  },
  'stations.n_days': {
    vi: '{n} ngày',
    en: '{n} days',
  },
  'stations.bundle_get': {
    vi: 'Tải bộ USB',
    en: 'Download the bundle',
  },
  'stations.report': {
    vi: 'Nhận lại nhật ký từ USB',
    en: 'Take the as-run file back',
  },
  'stations.report_lead': {
    vi: 'Chọn tệp nhật ký mà trang trên USB đã ghi. Gửi lại cùng một tệp không làm tăng số lượt; tệp bị sửa thì không nhận.',
    en: 'Choose the file that the page on the stick wrote. Sending it again counts nothing twice; a changed file is refused.',
  },
  'stations.report_file': {
    vi: 'Tệp nhật ký (.json)',
    en: 'As-run file (.json)',
  },
  'stations.report_send': {
    vi: 'Gửi tệp nhật ký',
    en: 'Send the file',
  },
  'stations.report_taken': {
    vi: 'Đã nhận tệp: {aired} lượt đã phát, {partial} phát dở, {missed} không phát.',
    en: 'The file was taken: {aired} aired, {partial} partial, {missed} missed.',
  },
  'stations.line_accepted': {
    vi: 'dòng mới',
    en: 'new lines',
  },
  'stations.line_duplicate': {
    vi: 'dòng đã có từ trước',
    en: 'lines known before',
  },
  'stations.line_quarantined': {
    vi: 'dòng chờ xử lý',
    en: 'lines to be settled',
  },
  'stations.line_rejected': {
    vi: 'dòng không nhận',
    en: 'lines refused',
  },
  'stations.sessions': {
    vi: 'Các buổi phát trong ngày',
    en: 'Sessions of the day',
  },
  'stations.sessions_own': {
    vi: 'Giờ riêng của đài này.',
    en: 'Times of this station’s own.',
  },
  'stations.sessions_common': {
    vi: 'Theo giờ chung của mọi đài.',
    en: 'As set for all stations.',
  },
  'stations.sessions_usual': {
    vi: 'Theo giờ thông thường; chưa ai đặt giờ riêng.',
    en: 'The usual times; nobody has set others.',
  },
  'stations.sessions_hint': {
    vi: 'Để trống cả hai ô thì không có buổi đó. Để trống tất cả thì theo giờ chung.',
    en: 'Leave both times of a session empty where there is none. Leave all empty to follow the common times.',
  },
  'stations.starts': {
    vi: 'Bắt đầu',
    en: 'Starts',
  },
  'stations.ends': {
    vi: 'Kết thúc',
    en: 'Ends',
  },
  'stations.part_morning': {
    vi: 'Sáng',
    en: 'Morning',
  },
  'stations.part_noon': {
    vi: 'Trưa',
    en: 'Noon',
  },
  'stations.part_afternoon': {
    vi: 'Chiều',
    en: 'Afternoon',
  },
  'stations.part_evening': {
    vi: 'Tối',
    en: 'Evening',
  },
  'stations.closures': {
    vi: 'Ngày nghỉ phát',
    en: 'Closures',
  },
  'stations.no_closures': {
    vi: 'Không có ngày nghỉ nào sắp tới.',
    en: 'No closure is coming.',
  },
  'stations.closed_days': {
    vi: 'Ngày',
    en: 'Days',
  },
  'stations.reason': {
    vi: 'Lý do',
    en: 'Reason',
  },
  'stations.reason_hint': {
    vi: 'Ví dụ: sửa máy phát.',
    en: 'For instance: transmitter under repair.',
  },
  'stations.closed_for': {
    vi: 'Áp dụng cho',
    en: 'For',
  },
  'stations.closed_own': {
    vi: 'riêng đài này',
    en: 'this station alone',
  },
  'stations.closed_more': {
    vi: 'nhiều đài (sửa ở Lịch phát)',
    en: 'several stations (see Schedule)',
  },
  'stations.closure_remove': {
    vi: 'Bỏ',
    en: 'Remove',
  },
  'stations.closure_add': {
    vi: 'Thêm ngày nghỉ',
    en: 'Add a closure',
  },
  'stations.holidays': {
    vi: 'Đề xuất ngày lễ, Tết',
    en: 'Proposed public holidays, with Tết',
  },
  'stations.holidays_lead': {
    vi: 'Đánh dấu những ngày đài này nghỉ phát. Không đánh dấu thì vẫn phát như thường.',
    en: 'Tick the days on which this station is silent. All others stay as they are.',
  },
  'stations.holiday_entered': {
    vi: 'đã có',
    en: 'entered',
  },
  'stations.holidays_enter': {
    vi: 'Ghi các ngày đã chọn',
    en: 'Enter the ticked days',
  },
  'stations.full_name': {
    vi: 'Tên đài',
    en: 'Name of the station',
  },
  'stations.code_hint': {
    vi: 'Chữ thường không dấu, số và gạch nối; không đổi được về sau, vì máy phát dùng mã này.',
    en: 'Lower-case letters, digits and hyphens; it never changes, since players use it.',
  },
  'stations.frequency_hint': {
    vi: 'Ví dụ: 96,2 MHz.',
    en: 'For instance: 96.2 MHz.',
  },
  'stations.contact_name': {
    vi: 'Người liên hệ',
    en: 'Contact person',
  },
  'stations.contact_phone': {
    vi: 'Điện thoại',
    en: 'Telephone',
  },
  'stations.active_from': {
    vi: 'Hoạt động từ ngày',
    en: 'Active from',
  },
  'stations.active_to': {
    vi: 'Ngày phát cuối cùng',
    en: 'Last day on air',
  },
  'stations.history': {
    vi: 'Cấp và địa bàn theo thời gian',
    en: 'Level and unit over time',
  },
  'stations.history_lead': {
    vi: 'Báo cáo tính theo cấp và địa bàn của đài vào đúng ngày phát. Khi sáp nhập, thêm một dòng từ ngày mới, đừng sửa dòng cũ.',
    en: 'Reports count by the level and unit of the very day. After a merger add a line from its first day on; leave the old one.',
  },
  'stations.from_ever': {
    vi: 'từ đầu',
    en: 'from the beginning',
  },
  'stations.assign': {
    vi: 'Thêm một thay đổi',
    en: 'Add a change',
  },
  'stations.no_operators': {
    vi: 'Chưa có tài khoản nào phụ trách đài này.',
    en: 'No account is bound to this station yet.',
  },
  'stations.has_pin': {
    vi: 'đã có mã PIN',
    en: 'has a PIN',
  },
  'stations.no_pin': {
    vi: 'chưa có mã PIN',
    en: 'no PIN yet',
  },
  'stations.operators_where': {
    vi: 'Gán người phụ trách ở trang Tài khoản',
    en: 'Bind operators on the page of accounts',
  },
  'stations.groups_where': {
    vi: 'Sửa các nhóm',
    en: 'Edit the groups',
  },
  'stations.groups_lead': {
    vi: 'Lịch phát và lệnh khẩn cấp có thể nhắm vào một nhóm: thêm đài vào nhóm là đủ, không phải sửa từng khung giờ.',
    en: 'Slots and emergencies may be meant for a group: adding a station to it is enough.',
  },
  'stations.no_groups': {
    vi: 'Chưa có nhóm nào.',
    en: 'There is no group yet.',
  },
  'stations.no_groups_hint': {
    vi: 'Ví dụ: các xã ven sông, các đài dùng máy phát tự động.',
    en: 'For instance: communes on the river, stations with an agent.',
  },
  'stations.n_stations': {
    vi: '{n} đài',
    en: '{n} stations',
  },
  'stations.group_name': {
    vi: 'Tên nhóm',
    en: 'Name of the group',
  },
  'stations.group_add': {
    vi: 'Thêm nhóm',
    en: 'Add a group',
  },
  'pair.title': {
    vi: 'Ghép máy mới',
    en: 'Pair a device',
  },
  'pair.lead': {
    vi: 'Mỗi máy của đài có một khóa riêng. Mở camera của điện thoại, hoặc mở liên kết trên chính máy sẽ phát. Mã dùng được một lần trong 10 phút.',
    en: 'Each device of a station has a key of its own. Open the camera of the phone, or open the link on the very device that will play. The code works once, for 10 minutes.',
  },
  'pair.make': {
    vi: 'Lấy mã ghép',
    en: 'Get a pairing code',
  },
  'pair.again': {
    vi: 'Lấy mã khác',
    en: 'Get another code',
  },
  'pair.qr': {
    vi: 'Mã QR để ghép một máy với {station}',
    en: 'QR code that pairs a device with {station}',
  },
  'pair.until': {
    vi: 'Mã dùng được đến {time}.',
    en: 'The code works until {time}.',
  },
  'pair.link': {
    vi: 'Liên kết ghép',
    en: 'Pairing link',
  },
  'pair.open': {
    vi: 'Mở trang trạm',
    en: 'Open the station page',
  },
  'pair.back': {
    vi: 'Về trang của đài',
    en: 'Back to the station',
  },
  'pair.devices': {
    vi: 'Các máy đã ghép',
    en: 'Paired devices',
  },
  'pair.no_devices': {
    vi: 'Chưa ghép máy nào. Máy ghép xong sẽ hiện ở đây; mất máy nào thì thu hồi máy đó.',
    en: 'No device is paired yet. Paired ones stand here; one that is lost is revoked here.',
  },
} as const satisfies Words
