import path from 'node:path';
import { runExamples } from '../../../tooling/examples/run';

runExamples(path.join(__dirname, '..'));
