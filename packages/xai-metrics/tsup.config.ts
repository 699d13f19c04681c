import { library } from '../../tooling/tsup/library';

export default library('src/index.ts', 'src/journal.ts', 'src/networks.ts', 'src/plots.ts', 'src/truth.ts');
