import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const repository = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');

export const program = join(process.env.KIOSK_TEST_BIN ?? join(repository, 'build', 'release', 'bin'), 'kiosk-exam');
export const pages = process.env.KIOSK_TEST_WEB ?? join(repository, 'web', 'dist');
export const banks = process.env.KIOSK_TEST_BANKS ?? join(repository, 'question_banks');
export const chromium = process.env.KIOSK_TEST_CHROMIUM ?? '/usr/bin/chromium';
