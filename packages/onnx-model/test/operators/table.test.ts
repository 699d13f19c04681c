import { readFileSync } from 'node:fs';
import path from 'node:path';
import { layerBuilders } from '../../src/layers/builders';
import { operators } from '../../src/operators';

const readme = readFileSync(path.join(__dirname, '../../README.md'), 'utf8');
const table = readme.split('## Operators')[1].split('\n## ')[0];
const rows = table
  .split('\n')
  .filter((line) => line.startsWith('| ') && !line.startsWith('| operators') && !line.includes('---'));

/** The operators in a column of the table. */
const namesIn = (column: number) =>
  rows.flatMap((row) => [...row.split('|')[column].matchAll(/`(\w+)`/g)].map(([, name]) => name)).sort();

describe('the table of operators in the README', () => {
  it('has those that are read into ops', () => {
    expect(namesIn(2)).toEqual(Object.values(operators).flatMap(Object.keys).sort());
  });

  it('has those that are read into layers', () => {
    expect(namesIn(3)).toEqual(Object.keys(layerBuilders).sort());
  });
});
