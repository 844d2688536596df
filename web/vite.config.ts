import { defineConfig } from 'vite';

// Two pages, no plugin. chrome87 is the oldest browser that must work, so the
// output uses nothing newer, in script or in styles.
export default defineConfig({
  appType: 'mpa',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    target: 'chrome87',
    cssTarget: 'chrome87',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { input: { applicant: 'index.html', hq: 'hq/index.html' } },
  },
});
