import path from 'node:path';
import { runExamples } from '../run';

runExamples(path.resolve(__dirname, '../../..'));
