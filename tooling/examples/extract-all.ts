import { readdirSync } from 'node:fs';
import path from 'node:path';
import { extract } from './extract';

extract('.'); // the README of the workspace
extract('docs');
for (const name of readdirSync('packages')) extract(path.join('packages', name));
