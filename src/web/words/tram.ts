import type { Words } from './words.ts'

/** Trạm: the station’s own page. Its words go along with it, since it also speaks without a line. */
export const tram = {
  'tram.title': {
    vi: 'Trạm phát',
    en: 'Station',
  },
  'tram.short_title': {
    vi: 'Trạm',
    en: 'Station',
  },
  'tram.no_script': {
    vi: 'Trang này cần JavaScript để tự phát và đếm giờ.',
    en: 'This page needs JavaScript to play by itself and keep time.',
  },
  'tram.opening': {
    vi: 'Đang mở…',
    en: 'Opening…',
  },
  'tram.cannot': {
    vi: 'Trang không mở được trên trình duyệt này: {why}',
    en: 'The page cannot be opened in this browser: {why}',
  },
  'tram.pair_title': {
    vi: 'Ghép máy này với đài',
    en: 'Pair this device with the station',
  },
  'tram.device_name': {
    vi: 'Tên máy này',
    en: 'Name of this device',
  },
  'tram.pair': {
    vi: 'Ghép máy',
    en: 'Pair',
  },
  'tram.pair_no_line': {
    vi: 'Chưa có mạng. Hãy nối mạng rồi bấm lại.',
    en: 'There is no line. Connect, then press again.',
  },
  'tram.not_paired': {
    vi: 'Máy này chưa ghép với đài',
    en: 'This device is not paired with a station',
  },
  'tram.not_paired_hint': {
    vi: 'Ở trang Đài, chọn đài rồi “Ghép máy mới”, quét mã QR bằng máy này. Mã dùng được một lần trong 10 phút.',
    en: 'On the page Stations choose the station, then “Pair a device”, and scan the QR code with this device. A code works once, for 10 minutes.',
  },
  'tram.other_tab': {
    vi: 'Trang này đang mở ở một thẻ khác. Mỗi máy chỉ một thẻ được phát; đóng thẻ kia thì thẻ này tự chạy tiếp.',
    en: 'This page is open in another tab. Only one tab of a device may play; close the other and this one goes on.',
  },
  'tram.revoked': {
    vi: 'Máy này đã bị ngắt ghép nên không tự phát nữa. Xin mã ghép mới; các lượt chưa gửi vẫn còn và sẽ được gửi sau khi ghép lại.',
    en: 'This device was unpaired and no longer plays by itself. Ask for a new pairing code; what was not sent is kept and goes out after pairing again.',
  },
  'tram.clock_wrong': {
    vi: 'Giờ của máy không đúng nên chưa tự phát. Hãy chỉnh giờ hoặc nối mạng.',
    en: 'The clock of this device is wrong, so it does not play yet. Set the time or connect it.',
  },
  'tram.blocked': {
    vi: 'Trình duyệt đang chặn tiếng. Chạm một lần để máy này được phát.',
    en: 'The browser holds the sound back. Touch once to let this device play.',
  },
  'tram.allow': {
    vi: 'Cho phép phát tiếng',
    en: 'Allow sound',
  },
  'tram.wanted': {
    vi: '{n} lượt “Đã phát” đang chờ mã PIN để xác nhận.',
    en: '{n} airings said to be aired wait for the PIN.',
  },
  'tram.wanted_offline': {
    vi: 'Khi có mạng lại, hãy nhập mã PIN.',
    en: 'Enter the PIN once the line is back.',
  },
  'tram.enter_pin': {
    vi: 'Nhập mã PIN',
    en: 'Enter the PIN',
  },
  'tram.no_https': {
    vi: 'Địa chỉ này không dùng https nên tệp âm thanh chỉ giữ được khi trang còn mở.',
    en: 'This address does not use https, so audio is kept only while the page is open.',
  },
  'tram.not_playing_here': {
    vi: 'Máy này đang chỉ xem và xác nhận. Nếu loa của đài nối với máy này, hãy bật tự phát.',
    en: 'This device only shows and confirms. If the station’s speakers hang on this device, let it play by itself.',
  },
  'tram.play_here': {
    vi: 'Bật tự phát trên máy này',
    en: 'Play by itself on this device',
  },
  'tram.on_air': {
    vi: 'Đang phát',
    en: 'On air',
  },
  'tram.remaining': {
    vi: 'còn {time}',
    en: '{time} left',
  },
  'tram.stop': {
    vi: 'Dừng phát',
    en: 'Stop playing',
  },
  'tram.stop_sure': {
    vi: 'Lượt này sẽ được ghi là phát dở và không tự phát tiếp.',
    en: 'This airing will be noted as partial and does not go on by itself.',
  },
  'tram.next': {
    vi: 'Lượt phát kế tiếp',
    en: 'Next airing',
  },
  'tram.in': {
    vi: 'sau {time}',
    en: 'in {time}',
  },
  'tram.nothing': {
    vi: 'Chưa có lượt phát nào trong những ngày tới.',
    en: 'No airing in the next days.',
  },
  'tram.emergency': {
    vi: 'Khẩn cấp',
    en: 'Emergency',
  },
  'tram.today': {
    vi: 'Hôm nay',
    en: 'Today',
  },
  'tram.nothing_today': {
    vi: 'Hôm nay không có lượt phát nào.',
    en: 'No airing today.',
  },
  'tram.is_playing': {
    vi: 'đang phát',
    en: 'playing',
  },
  'tram.is_finished': {
    vi: 'đã phát',
    en: 'aired',
  },
  'tram.is_attested': {
    vi: 'đã xác nhận',
    en: 'confirmed',
  },
  'tram.is_stopped': {
    vi: 'phát dở',
    en: 'partial',
  },
  'tram.is_paused': {
    vi: 'tạm ngắt, sẽ phát tiếp',
    en: 'interrupted, goes on',
  },
  'tram.is_failed': {
    vi: 'có sự cố',
    en: 'trouble',
  },
  'tram.is_skipped': {
    vi: 'không phát',
    en: 'not aired',
  },
  'tram.is_waiting_pin': {
    vi: 'chờ mã PIN',
    en: 'waits for the PIN',
  },
  'tram.is_problem': {
    vi: 'chưa có nội dung',
    en: 'nothing to air yet',
  },
  'tram.is_missing': {
    vi: 'thiếu tệp, đang chờ tải',
    en: 'file missing, still to come',
  },
  'tram.is_ready': {
    vi: 'sẵn sàng',
    en: 'ready',
  },
  'tram.is_elsewhere': {
    vi: 'phát từ nguồn khác',
    en: 'comes from elsewhere',
  },
  'tram.is_past': {
    vi: 'chưa xác nhận',
    en: 'not confirmed',
  },
  'tram.is_reported_aired': {
    vi: 'đã phát, nguồn khác báo',
    en: 'aired, told by another source',
  },
  'tram.is_reported_partial': {
    vi: 'phát dở, nguồn khác báo',
    en: 'partial, told by another source',
  },
  'tram.is_reported_missed': {
    vi: 'không phát, nguồn khác báo',
    en: 'not aired, told by another source',
  },
  'tram.attest': {
    vi: 'Đã phát',
    en: 'Aired',
  },
  'tram.trouble': {
    vi: 'Có sự cố',
    en: 'Trouble',
  },
  'tram.cancel': {
    vi: 'Thôi',
    en: 'Cancel',
  },
  'tram.close': {
    vi: 'Đóng',
    en: 'Close',
  },
  'tram.who': {
    vi: 'Người xác nhận',
    en: 'Confirmed by',
  },
  'tram.pin': {
    vi: 'Mã PIN (6 số)',
    en: 'PIN (6 digits)',
  },
  'tram.confirm': {
    vi: 'Xác nhận đã phát',
    en: 'Confirm as aired',
  },
  'tram.no_pin': {
    vi: 'Chưa có người phụ trách nào của đài đặt mã PIN. Đặt ở trang Tài khoản, hoặc nhờ người quản trị đặt giúp.',
    en: 'No operator of this station has a PIN yet. Set one on the page Account, or ask the administrator.',
  },
  'tram.attested': {
    vi: 'Đã xác nhận. Cảm ơn anh chị.',
    en: 'Confirmed. Thank you.',
  },
  'tram.attest_later': {
    vi: 'Chưa có mạng. Đã ghi lại; khi có mạng, hãy nhập mã PIN để xác nhận.',
    en: 'There is no line. It is noted; enter the PIN to confirm once the line is back.',
  },
  'tram.trouble_why': {
    vi: 'Vì sao?',
    en: 'Why?',
  },
  'tram.trouble_note': {
    vi: 'Nói thêm (không bắt buộc)',
    en: 'More (not required)',
  },
  'tram.trouble_send': {
    vi: 'Ghi sự cố',
    en: 'Note the trouble',
  },
  'tram.trouble_noted': {
    vi: 'Đã ghi sự cố; tự gửi khi có mạng.',
    en: 'Noted; it is sent by itself when there is a line.',
  },
  'tram.reason_power': {
    vi: 'Mất điện',
    en: 'Power cut',
  },
  'tram.reason_transmitter': {
    vi: 'Hỏng máy phát sóng',
    en: 'Transmitter broken',
  },
  'tram.reason_speakers': {
    vi: 'Hỏng loa, đứt dây',
    en: 'Speakers or wires broken',
  },
  'tram.reason_player': {
    vi: 'Hỏng máy phát âm thanh',
    en: 'Audio player broken',
  },
  'tram.reason_relay': {
    vi: 'Tiếp sóng chương trình khác',
    en: 'Relayed another programme',
  },
  'tram.reason_other': {
    vi: 'Lý do khác',
    en: 'Another reason',
  },
  'tram.device': {
    vi: 'Máy này',
    en: 'This device',
  },
  'tram.devices': {
    vi: 'Các máy đã ghép của đài',
    en: 'Paired devices of the station',
  },
  'tram.files': {
    vi: 'Tệp âm thanh: {n}/{of} đã có sẵn',
    en: 'Audio files: {n} of {of} are here',
  },
  'tram.all_sent': {
    vi: 'Nhật ký đã gửi hết',
    en: 'Everything is reported',
  },
  'tram.unsent': {
    vi: '{n} sự kiện chờ gửi',
    en: '{n} events wait to be sent',
  },
  'tram.keep_open': {
    vi: 'Để trang này mở ở phía trước và cắm sạc; mất mạng vẫn phát đúng giờ.',
    en: 'Keep this page open in front and the device on power; it plays on time without a line too.',
  },
  'tram.only_show': {
    vi: 'Tắt tự phát',
    en: 'Stop playing by itself',
  },
  'tram.only_show_sure': {
    vi: 'Máy này sẽ chỉ xem và xác nhận, không tự phát nữa.',
    en: 'This device will only show and confirm, and no longer play by itself.',
  },
  'tram.line_good': {
    vi: 'Có mạng',
    en: 'Connected',
  },
  'tram.line_cut': {
    vi: 'Mất mạng',
    en: 'No line',
  },
  'tram.line_cut_since': {
    vi: 'Mất mạng từ {time}',
    en: 'No line since {time}',
  },
  'tram.why_interrupted': {
    vi: 'nhường cho tin khẩn cấp',
    en: 'gave way to an emergency',
  },
  'tram.why_withdrawn': {
    vi: 'nội dung đã được thu hồi',
    en: 'the content was withdrawn',
  },
  'tram.why_no_audio': {
    vi: 'không có nội dung được duyệt',
    en: 'nothing cleared to air',
  },
  'tram.why_no_file': {
    vi: 'tệp âm thanh chưa về tới máy',
    en: 'the audio had not arrived at the device',
  },
  'tram.why_overlap': {
    vi: 'trùng giờ với lượt khác',
    en: 'overlapped with another airing',
  },
  'tram.why_no_sound': {
    vi: 'trình duyệt chưa cho phép phát tiếng',
    en: 'the browser did not allow sound',
  },
  'tram.why_not_running': {
    vi: 'máy không chạy vào giờ phát',
    en: 'the device was not running at that time',
  },
  'tram.why_closed': {
    vi: 'trang bị đóng hoặc máy tắt giữa chừng',
    en: 'the page was closed or the device switched off meanwhile',
  },
  'tram.why_broken': {
    vi: 'không phát được tệp âm thanh',
    en: 'the audio file could not be played',
  },
  'tram.why_by_hand': {
    vi: 'người phụ trách dừng',
    en: 'stopped by the operator',
  },
} as const satisfies Words
