import { build } from 'vite';
import { library } from '../../tooling/tsup/library';

/** The server; and, when that is there, the page. */
export default {
  ...library('src/index.ts', 'src/bin.ts'),
  shims: true, // `__dirname`, in ES modules, too
  onSuccess: async () => void (await build({ logLevel: 'error' })),
};
