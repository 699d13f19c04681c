import { library } from '../../tooling/tsup/library';

export default { ...library('src/index.ts', 'src/bin.ts', 'src/thread.ts', 'src/evaluation-thread.ts'), shims: true }; // `__dirname`, in ES modules, too
