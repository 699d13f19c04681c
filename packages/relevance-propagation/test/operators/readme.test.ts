import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as kernels from '../../src/operators/kernels';

test("the README's table of verdicts holds every kernel that has one, in its line", () => {
  const readme = readFileSync(path.join(__dirname, '../../README.md'), 'utf8');
  const [, table] = /<!-- kernels -->([\s\S]*)<!-- \/kernels -->/.exec(readme) as RegExpExecArray;
  const lines = table.split('\n').filter((line) => line.includes('`'));
  const named = lines.map((line) => [...line.matchAll(/`(\w+)`/g)].map(([, name]) => name));
  const known = [
    [...kernels.elementwiseFunctions, 'LRN'],
    [...kernels.products, 'FusedBatchNorm', 'RealDiv'],
    [...kernels.elementwiseLinear, ...kernels.reductions],
    [...kernels.movements],
    [...kernels.linearMaps, ...kernels.logSoftmaxes],
    [...kernels.selections],
    ['Softmax'],
  ];
  const plain = (names: readonly string[]) =>
    [...new Set(names.map((name) => name.replace(/__op$/, '').replace(/^l/, 'L')))].sort();
  expect(named.map(plain)).toEqual(known.map(plain));
});
