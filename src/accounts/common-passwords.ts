/** Passwords of ten and more characters that people choose first, here and elsewhere; folded, without spaces. */
export const COMMON_PASSWORDS: ReadonlySet<string> = new Set(
  `1234567890 0123456789 0987654321 9876543210 12345678910 123456789a a123456789 1234567891 123456789q q123456789
  1q2w3e4r5t 1qaz2wsx3edc q1w2e3r4t5 qwertyuiop qwerty12345 qwerty123456 asdfghjkl1 asdfghjkl; zxcvbnm123 1234554321
  1122334455 1231231231 123123123123 1212121212 1111111111 0000000000 password12 password123 password1234 passw0rd123
  p@ssw0rd123 p@ssword123 adminadmin admin12345 admin123456 administrator administrator1 quantrivien quantrivien1
  quantri123 quantri1234 matkhau123 matkhau1234 matkhau12345 matkhaumoi matkhaumoi1 matkhau@123 iloveyou12 iloveyou123
  anhyeuem123 emyeuanh123 yeuemnhieu anhyeuem1234 vietnam123 vietnam1234 vietnam12345 vietnamvodich truyenthanh
  truyenthanh1 truyenthanh123 daitruyenthanh tiengiang123 tiengiang63 chogao12345 songque123 songque1234 songque12345
  abcd123456 abc1234567 abcdefghij abc123456789 aa12345678 aa123456789 welcome123 welcome1234 letmein123 changeme123
  changeme1234 default123 qwe123qwe123 zaq12wsxcde3 superman123 football123 dragon12345 monkey12345 sunshine123
  princess123 trungtam123 trungtam1234 xinchao123 camonnhieu hochiminh1 hochiminh123 saigon12345 hanoi123456`
    .split(/\s+/)
    .filter((word) => word !== ''),
)
