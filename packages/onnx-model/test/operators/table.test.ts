import { readFileSync } from 'node:fs';
import path from 'node:path';
import { operators } from '../../src/operators';

const readme = readFileSync(path.join(__dirname, '../../README.md'), 'utf8');
const table = readme.split('## Operators')[1].split('\n## ')[0];
const rows = table
  .split('\n')
  .filter((line) => line.startsWith('| ') && !line.startsWith('| operators') && !line.includes('---'));

const names = rows.flatMap((row) => [...row.split('|')[2].matchAll(/`(\w+)`/g)].map(([, name]) => name)).sort();

test('the table of operators in the README has all that are read', () => {
  expect(names).toEqual(Object.values(operators).flatMap(Object.keys).sort());
});
