import type { ReactNode } from 'react';

/* Drawn on a grid of 24, two units thick, in the colour of the text beside them. */
const shapes = {
  add: <path d="M12 5v14M5 12h14" />,
  alert: <path d="M12 4 2.5 20h19zM12 10v4M12 17h.01" />,
  arrowLeft: <path d="M19 12H5m6-6-6 6 6 6" />,
  backspace: <path d="M21 5H9l-7 7 7 7h12zM17 9l-6 6m0-6 6 6" />,
  basket: <path d="M5 9h14l1.5 11h-17zM8.5 9V7a3.5 3.5 0 0 1 7 0v2" />,
  bell: <path d="M6 16V10a6 6 0 0 1 12 0v6l2 2H4zM10 20.500a2.200 2.200 0 0 0 4 0" />,
  box: <path d="M12 3 4 7v10l8 4 8-4V7zm0 9v9m0-9L4 7m8 5 8-5" />,
  card: <path d="M3 6h18v13H3zm0 4h18M7 15h3" />,
  cash: <path d="M3 7h18v11H3zm6 5.5a3 3 0 1 0 6 0 3 3 0 1 0-6 0" />,
  check: <path d="m5 13 4 4L19 7" />,
  chevronDown: <path d="m6 9 6 6 6-6" />,
  chevronRight: <path d="m9 6 6 6-6 6" />,
  clock: <path d="M12 3a9 9 0 1 0 0 18 9 9 0 1 0 0-18m0 4v5l3.5 2" />,
  close: <path d="m6 6 12 12M18 6 6 18" />,
  cloud: <path d="M7 18a4.5 4.5 0 0 1-.4-9A6 6 0 0 1 18 10.500a3.800 3.800 0 0 1 0 7.500z" />,
  cloudOff: (
    <path d="M9 6.500A6 6 0 0 1 18 10.500a3.800 3.800 0 0 1 2.300 6.500M16.500 18H7a4.500 4.500 0 0 1-.4-9M3 3l18 18" />
  ),
  database: <path d="M4 6c0-4 16-4 16 0s-16 4-16 0v12c0 4 16 4 16 0V6M4 12c0 4 16 4 16 0" />,
  drawer: <path d="M3 10h18v10H3zm2 0 2-6h10l2 6M10 15h4" />,
  globe: <path d="M12 3a9 9 0 1 0 0 18 9 9 0 1 0 0-18M3 12h18M12 3c5 6 5 12 0 18-5-6-5-12 0-18" />,
  hand: (
    <path d="M8 12V6a1.500 1.500 0 0 1 3 0v5-7a1.500 1.500 0 0 1 3 0v7-5a1.500 1.500 0 0 1 3 0v9c0 8-9 8-11 2l-2.200-4.200c-.8-1.600 1.200-2.700 2.200-1.300z" />
  ),
  list: <path d="M8 6h13M8 12h13M8 18h13M3.500 6h.01M3.500 12h.01M3.500 18h.01" />,
  lock: <path d="M5 11h14v10H5zm3 0V7a4 4 0 0 1 8 0v4" />,
  mail: <path d="M3 5h18v14H3zm0 1 9 7 9-7" />,
  menu: <path d="M4 6h16M4 12h16M4 18h16" />,
  moon: <path d="M20 14.500A8.500 8.500 0 0 1 9.500 4a8.500 8.500 0 1 0 10.500 10.500z" />,
  print: <path d="M7 9V3h10v6M7 18H4V9h16v9h-3M7 14h10v7H7z" />,
  receipt: <path d="M5 3v18l2.300-1.600L9.700 21l2.300-1.600L14.300 21l2.400-1.600L19 21V3zm4 5h6m-6 4h6" />,
  refresh: <path d="M20 11A8 8 0 0 0 6 6.500L4 9m0-5v5h5M4 13a8 8 0 0 0 14 4.500l2-2.500m0 5v-5h-5" />,
  remove: <path d="M5 12h14" />,
  search: <path d="M10.500 4a6.500 6.500 0 1 0 0 13 6.500 6.500 0 1 0 0-13M15.500 15.500 21 21" />,
  store: (
    <path d="M4 10v11h16V10M3 9l2-6h14l2 6c0 3-4.500 3-4.500 0 0 3-4.500 3-4.500 0 0 3-4.500 3-4.500 0C7.500 12 3 12 3 9M10 21v-6h4v6" />
  ),
  sun: (
    <path d="M12 8a4 4 0 1 0 0 8 4 4 0 1 0 0-8m0-6v2m0 16v2M2 12h2m16 0h2M5 5l1.400 1.400m11.200 11.200L19 19M19 5l-1.400 1.400M6.400 17.600 5 19" />
  ),
  trash: <path d="M4 7h16M9 7V4h6v3M6 7l1 14h10l1-14M10 11v6m4-6v6" />,
  truck: (
    <path d="M2 6h12v11H2zm12 4h4l4 4v3h-8zM6.500 15a2.500 2.500 0 1 0 0 5 2.500 2.500 0 1 0 0-5m11 0a2.500 2.500 0 1 0 0 5 2.500 2.500 0 1 0 0-5" />
  ),
  upload: <path d="M12 16V4M7 9l5-5 5 5M4 16v4h16v-4" />,
  user: <path d="M12 3a4.500 4.500 0 1 0 0 9 4.500 4.500 0 1 0 0-9M4 21c0-8 16-8 16 0" />,
  userAdd: <path d="M9.500 3a4.500 4.500 0 1 0 0 9 4.500 4.500 0 1 0 0-9M2 21c0-8 15-8 15 0M19 8v6m-3-3h6" />,
  userSearch: (
    <path d="M9.500 3a4.500 4.500 0 1 0 0 9 4.500 4.500 0 1 0 0-9M2 21c0-5 5-7 9-5.500M17 13a3.500 3.500 0 1 0 0 7 3.500 3.500 0 1 0 0-7m2.500 6 2.500 2.500" />
  ),
} as const satisfies Record<string, ReactNode>;

export type IconName = keyof typeof shapes;

/** A picture beside a text; it says nothing to screen readers, the text does. */
export function Icon({ name, sizePx = 20 }: { readonly name: IconName; readonly sizePx?: number }): ReactNode {
  return (
    <svg
      className="icon"
      width={sizePx}
      height={sizePx}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      {shapes[name]}
    </svg>
  );
}
