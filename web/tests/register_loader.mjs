// Lets node 20 import our TypeScript: vite's own transform strips the types.
import { register } from 'node:module';

register('./ts_loader.mjs', import.meta.url);
