import { library } from '../../tooling/tsup/library';

export default { ...library('src/index.ts', 'src/node.ts'), shims: true }; // `__dirname`, in ES modules, too
