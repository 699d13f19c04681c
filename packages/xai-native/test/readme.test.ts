import { readFileSync } from 'node:fs';
import path from 'node:path';
import { kernels } from '../src/kernels/index';

test("the README's table holds every kernel", () => {
  const [, table] = readFileSync(path.join(__dirname, '../README.md'), 'utf8').split('## Kernels');
  const named = [...table.matchAll(/`(\w+)`/g)].map(([, name]) => name);
  expect(named.sort()).toEqual(Object.keys(kernels).sort());
});
