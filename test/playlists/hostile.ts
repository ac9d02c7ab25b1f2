import fc from 'fast-check'

/** What somebody could type, paste or import to break out of a line, an element or a value. */
const TRICKS = [
  '\r\nFile9=http://xau.example/x.mp3',
  '\nNumberOfEntries=99',
  '\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:x',
  '</title></track><track><location>http://xau.example/x.mp3</location>',
  ']]>',
  '<!--',
  '<![CDATA[',
  '&amp;',
  '&#0;',
  '&xxe;',
  '\\n',
  '\\',
  ';',
  ',',
  ':',
  '"',
  "'",
  '=',
  ' - ',
  '\0',
  '\u0007',
  '\u001b[31m',
  '\u007f',
  '\u0085',
  '\u2028',
  '\u2029',
  '\u202e',
  '\ufeff',
  '\ufffe',
  '\uffff',
  '\ud800',
  '\udfff',
  '\u{1f4fb}',
  '\u{1fffe}',
  'Cải cách hành chính một cửa điện tử ',
  'đ',
  'e\u0323\u0302',
  '\t',
  ' ',
  '  ',
]

/** Titles of every kind, hostile ones more often than life has them. */
export const hostile: fc.Arbitrary<string> = fc
  .array(fc.oneof(fc.constantFrom(...TRICKS), fc.string({ unit: 'binary', maxLength: 30 })), { maxLength: 12 })
  .map((parts) => parts.join(''))
