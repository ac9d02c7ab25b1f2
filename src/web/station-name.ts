/** "Đài Truyền thanh xã An Thạnh Thủy" → "Xã An Thạnh Thủy": where every row is a station, the word says nothing. */
export function shortStationName(name: string): string {
  const rest = name.replace(/^đài\s+truyền\s+thanh\s+/iu, '')
  return rest.charAt(0).toLocaleUpperCase('vi') + rest.slice(1)
}
