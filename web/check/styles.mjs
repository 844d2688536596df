// Styles name no physical side (the page must mirror for right-to-left
// scripts) and scripts write no style attributes (the content security policy
// refuses them).

import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const web = join(dirname(fileURLToPath(import.meta.url)), '..');
const physical = /(^|[\s;{])((margin|padding|border)-(left|right|top|bottom)|left|right|top|bottom|width|height|(min|max)-(width|height))\s*:|text-align\s*:\s*(left|right)|float\s*:/;
const inline = /\sstyle=|dangerouslySetInnerHTML/;

function* files(folder) {
  for (const entry of readdirSync(join(web, folder), { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* files(path);
    else yield path;
  }
}

let found = 0;
for (const folder of ['ui', 'applicant', 'hq']) {
  for (const path of files(folder)) {
    const forbidden = path.endsWith('.css') ? physical : path.endsWith('.tsx') ? inline : undefined;
    if (!forbidden) continue;
    readFileSync(join(web, path), 'utf8').split('\n').forEach((line, index) => {
      // A media query may ask for the width of the screen.
      if (line.trim().startsWith('@media') || !forbidden.test(line)) return;
      found += 1;
      console.error(`${path}:${index + 1}: ${line.trim()}`);
    });
  }
}
console.log(`styles: ${found} physical sides or inline styles`);
process.exit(found > 0 ? 1 : 0);
