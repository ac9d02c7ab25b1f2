import type { Child } from 'hono/jsx'

/** Line icons (Lucide, ISC licence), as the inside of a 24 × 24 drawing. */
const icons = {
  today: (
    <>
      <circle cx="12" cy="12" r="4" />
      <path d="M12 2v2M12 20v2m-7.07-17.07 1.41 1.41m11.32 11.32 1.41 1.41M2 12h2m16 0h2M6.34 17.66l-1.41 1.41M19.07 4.93l-1.41 1.41" />
    </>
  ),
  library: <path d="m16 6 4 14M12 6v14M8 8v12M4 4v16" />,
  schedule: (
    <>
      <rect x="3" y="3" width="18" height="18" rx="2" />
      <path d="M16 2v3M3 9h18M8 2v3m9 8h-6m2 4H7m0-4h.01M17 17h.01" />
    </>
  ),
  log: (
    <path d="M8 2v4m8-4v4M4 6a2 2 0 0 1 2-2h12a2 2 0 0 1 2 2v14a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2zm4 6h2m4 0h2m-8 5h2m4 0h2" />
  ),
  report: <path d="M3 3v16a2 2 0 0 0 2 2h16M18 17V9m-5 8V5M8 17v-3" />,
  stations: (
    <>
      <path d="M4.9 16.1C1 12.2 1 5.8 4.9 1.9m2.9 2.8a6.14 6.14 0 0 0-.8 7.5m9.2-7.4c2 2 2.26 5.11.8 7.47M19.1 1.9a9.96 9.96 0 0 1 0 14.1M9.5 18h5M8 22l4-11 4 11" />
      <circle cx="12" cy="9" r="2" />
    </>
  ),
  close: <path d="M18 6 6 18M6 6l12 12" />,
  find: (
    <>
      <circle cx="11" cy="11" r="7" />
      <path d="m20 20-4-4" />
    </>
  ),
  admin: <path d="M4 7h9m5 0h2M4 17h2m5 0h9M15.500 4.500v5m-7 5v5" />,
  alert: <path d="M12 4 2.500 20h19zM12 10v4m0 3v.01" />,
  phone: <path d="M5 3h4l2 5-2.500 1.500a12 12 0 0 0 6 6L16 13l5 2v4a2 2 0 0 1-2 2A17 17 0 0 1 3 5a2 2 0 0 1 2-2" />,
  plus: <path d="M12 5v14M5 12h14" />,
  back: <path d="m15 18-6-6 6-6" />,
  forth: <path d="m9 18 6-6-6-6" />,
  check: <path d="M20 6 9 17l-5-5" />,
  arrow: <path d="M5 12h14m-7-7 7 7-7 7" />,
  print: (
    <path d="M6 18H4a2 2 0 0 1-2-2v-5a2 2 0 0 1 2-2h16a2 2 0 0 1 2 2v5a2 2 0 0 1-2 2h-2M6 9V3h12v6M6 14h12v7H6z" />
  ),
  download: <path d="M12 15V3m9 12v4a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2v-4m4-5 5 5 5-5" />,
} as const satisfies Record<string, Child>
export type IconName = keyof typeof icons

/** An icon beside its word: hidden from screen readers. */
export const Icon = ({ name, size = 20 }: { name: IconName; size?: number }) => (
  <svg
    width={size}
    height={size}
    viewBox="0 0 24 24"
    fill="none"
    stroke="currentColor"
    stroke-width="1.75"
    stroke-linecap="round"
    stroke-linejoin="round"
    aria-hidden="true"
  >
    {icons[name]}
  </svg>
)

/** The sign of the house: a wave of water under two of sound. */
export const Logo = ({ size = 30 }: { size?: number }) => (
  <svg
    width={size}
    height={size}
    viewBox="0 0 32 32"
    fill="none"
    stroke="currentColor"
    stroke-width="2.6"
    stroke-linecap="round"
    aria-hidden="true"
  >
    <path d="M5 22.500c3.700-3.600 7.300-3.600 11 0s7.300 3.600 11 0" />
    <path d="M9.500 15.500a9.200 9.200 0 0 1 13 0" />
    <path d="M5.500 11a15 15 0 0 1 21 0" opacity="0.55" />
  </svg>
)

/** A quiet picture for the door: the river with sound going out over it. */
export const River = () => (
  <svg
    class="river"
    width="384"
    height="84"
    viewBox="0 0 384 84"
    fill="none"
    stroke="currentColor"
    stroke-width="1.5"
    stroke-linecap="round"
    aria-hidden="true"
  >
    <path d="M2 62c32-14 63-14 95 0s63 14 95 0 63-14 95 0 63 14 95 0" />
    <path d="M34 76c26-9 53-9 79 0s53 9 79 0 53-9 79 0 53 9 79 0" opacity="0.5" />
    <path d="M300 48V22m-9 26 9-26 9 26" />
    <path d="M288 26a17 17 0 0 1 0-20m24 0a17 17 0 0 1 0 20" opacity="0.75" />
    <path d="M278 32a30 30 0 0 1 0-32m44 0a30 30 0 0 1 0 32" opacity="0.4" />
  </svg>
)
