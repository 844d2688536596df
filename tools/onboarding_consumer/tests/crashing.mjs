// No test: `node crashing.mjs FOLDER N` takes all events of life.mjs and kills itself before the Nth SQL statement.

import { DatabaseSync } from '@photostructure/sqlite';
import { Store } from '../src/store.mjs';
import { life } from './life.mjs';

const [folder, last] = process.argv.slice(2);
let left = Number(last);

function step() {
  if (--left === 0) process.kill(process.pid, 'SIGKILL');
}

class CrashingDatabase extends DatabaseSync {
  exec(sql) {
    step();
    return super.exec(sql);
  }

  prepare(sql) {
    step();
    return super.prepare(sql);
  }
}

const store = new Store(folder, { Database: CrashingDatabase });
for (const { event, way } of life) store.take(event, way);
