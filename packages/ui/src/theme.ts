import { createTheme, type MantineColorsTuple } from '@mantine/core';

/* Deep teal: calm beside red and green, which mean something here. Contrast with white from shade 7 on: over 4.5. */
const teal: MantineColorsTuple = [
  '#e8f6f9',
  '#d3eaf0',
  '#a6d4e0',
  '#75bdcf',
  '#4ea9c0',
  '#2f92ab',
  '#1f7d95',
  '#15697f',
  '#0f5669',
  '#0a4352',
];

/* Greys of the dark scheme with a little blue, as the surfaces in `styles/base.css`: text first, deepest surface last. */
const dark: MantineColorsTuple = [
  '#e3e8ed',
  '#c5cdd5',
  '#9aa5b0',
  '#7d8894',
  '#3f4851',
  '#2d343b',
  '#262c33',
  '#1f2429',
  '#16191d',
  '#0e1013',
];

/** The least side of what is touched, in pixels. */
export const touchTargetPx = 48;

const systemFonts = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", Arial, sans-serif';

/** Colours, type and shapes of every screen; surfaces and layout are in the style sheets. */
export const theme = createTheme({
  primaryColor: 'teal',
  primaryShade: { light: 8, dark: 7 },
  autoContrast: true,
  colors: { teal, dark },
  fontFamily: systemFonts,
  headings: { fontFamily: systemFonts, fontWeight: '650' },
  defaultRadius: 'md',
  focusRing: 'auto',
  respectReducedMotion: true,
  cursorType: 'pointer',
  components: {
    // A window's head is no banner of the page: the page has its own.
    ModalHeader: { defaultProps: { component: 'div' } },
    // A hint stays in the part of the page that it is about, and is cut by none.
    Tooltip: { defaultProps: { withinPortal: false, floatingStrategy: 'fixed' } },
  },
});
