import type { Strategies } from '../../src/analysis/strategies';
import { strategyWords } from '../../src/views/details/strategy-words';

/** What is found of clusters of so many samples. */
function found(sizes: readonly number[], rest: Partial<Strategies> = {}): Strategies {
  const all = sizes.flatMap((size) => new Array<number>(size).fill(0)).map((_, at) => at);
  const clusters = sizes.map((size) => all.slice(0, size));
  const analysis = { clusters, strategies: sizes.length, eigenvalues: [], clusterOf: [], layout: [], seed: 1 };
  return { analysis, items: all, arePredicted: true, typical: [], broken: 0, ...rest };
}

const asked = { name: 'nine', listed: 60, looked: 60 };

test('the verdict says how many strategies there are, of which samples', () => {
  expect(strategyWords(found([60]), asked)).toEqual([
    'One strategy: the explanations of the 60 samples that the model takes for nine are all of a kind.',
  ]);
  const [verdict] = strategyWords(found([30, 20, 10], { arePredicted: false }), asked);
  expect(verdict).toMatch(/^3 strategies: the explanations of all 60 samples fall into clusters of 30, 20 and 10\./);
});

test('what limits it is said', () => {
  const words = strategyWords(found([8], { broken: 2 }), { name: 'nine', listed: 400, looked: 300 });
  expect(words.slice(1)).toEqual([
    'But 8 samples say little: drop more of them on the page.',
    '2 could not be explained.',
    'Of 400 samples the first 300 were looked through.',
  ]);
});
