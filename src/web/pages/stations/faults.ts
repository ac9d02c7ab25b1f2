/** A time of day that is none. */
export const NO_TIME = { vi: 'Giờ phải từ 00:00 đến 23:59, ví dụ 05:15.', en: 'A time from 00:00 to 23:59, as 05:15.' }
