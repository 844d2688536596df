// Stores for tests.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Store } from '../src/store.mjs';

/** A new store in a folder of its own; both go with the test. */
export function opened(t, options) {
  const folder = mkdtempSync(join(tmpdir(), 'kiosk-onboarding-'));
  const store = new Store(folder, options);
  t.after(() => {
    store.close();
    rmSync(folder, { recursive: true });
  });
  return store;
}
