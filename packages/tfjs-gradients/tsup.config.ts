import type { Options } from 'tsup';
import { library } from '../../tooling/tsup/library';

// Shared chunks also for CommonJS: both entries throw the same error classes.
export default { ...(library('src/index.ts', 'src/wasm.ts') as Options), splitting: true };
