import { defineConfig } from 'vite';

// No plugin. build.mjs builds each page by itself, so that it loads one script
// and one style and shares no third file with the other. chrome87 is the oldest browser that must work, so the
// output uses nothing newer, in script or in styles.
export default defineConfig({
  appType: 'mpa',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    target: 'chrome87',
    cssTarget: 'chrome87',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
