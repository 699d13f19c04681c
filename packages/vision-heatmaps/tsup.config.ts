import { library } from '../../tooling/tsup/library';

/** PNG is a file of its own, so that pages which draw none do not load the library that it needs. */
export default library('src/index.ts', 'src/png.ts', 'src/images/to-png.ts');
