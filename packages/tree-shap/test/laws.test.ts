import '@tensorflow/tfjs-backend-cpu';
import { tensor2d } from '@tensorflow/tfjs-core';
import { analyze, rawScores, type TreeEnsemble, treeModel } from 'xai-base';
import { TreeSHAP } from '../src';
import { type CoalitionValue, interaction, interventional, pathDependent, shapley } from './support/enumeration';
import { draws, randomEnsemble, row } from './support/random-ensembles';

const features = 5;

/** A random task: an ensemble, a sample and a background, with missing values in all. */
function task(seed: number) {
  const next = draws(seed + 1000);
  const background = Array.from({ length: 3 }, () => row(next, features));
  return { ensemble: randomEnsemble(seed, features), sample: row(next, features), background, output: seed % 2 };
}

/** The values that the analyzer finds, in float64, with the pairs' and what is expected. */
async function found(ensemble: TreeEnsemble, samples: number[][], background: number[][] | undefined, output: number) {
  const input = tensor2d(samples);
  const rows = background && tensor2d(background);
  const explanation = await analyze(input, new TreeSHAP(treeModel(ensemble), { background: rows }), output, {
    interactions: true,
  });
  const { featureValues, expectedValue, completenessError, interactions } = explanation.extras as {
    featureValues: number[][];
    expectedValue: number[];
    completenessError: number[];
    interactions: typeof input;
  };
  const pairs = Array.from(interactions.dataSync());
  const values = Array.from(explanation.val.dataSync());
  const score = explanation.output.dataSync()[output];
  for (const one of [explanation, input, rows]) one?.dispose();
  return { featureValues, expectedValue, completenessError, pairs, values, score };
}

function expectClose(actual: ArrayLike<number>, expected: ArrayLike<number>, tolerance: number): void {
  expect(actual.length).toBe(expected.length);
  const errors = Array.from(actual, (one, index) => Math.abs(one - expected[index]));
  expect(Math.max(...errors)).toBeLessThan(tolerance);
}

describe.each([['interventional'], ['path-dependent']])('%s values', (kind) => {
  const isInterventional = kind === 'interventional';
  const explain = ({ ensemble, sample, background, output }: ReturnType<typeof task>) =>
    found(ensemble, [sample], isInterventional ? background : undefined, output);
  const gameOf = ({ ensemble, sample, background, output }: ReturnType<typeof task>): CoalitionValue =>
    isInterventional ? interventional(ensemble, sample, background, output) : pathDependent(ensemble, sample, output);

  it('are the Shapley values of 200 random ensembles by enumeration', async () => {
    for (let seed = 0; seed < 200; seed++) {
      const one = task(seed);
      const { featureValues, values } = await explain(one);
      const exact = shapley(gameOf(one), features);
      expectClose(featureValues[0], exact, 1e-12);
      expectClose(values, exact, 1e-6);
    }
  });

  it('add up to the score minus what is expected', async () => {
    for (let seed = 0; seed < 200; seed++) {
      const one = task(seed);
      const { featureValues, expectedValue, completenessError, score } = await explain(one);
      const sum = featureValues[0].reduce((all, value) => all + value, 0);
      expectClose(completenessError, [Math.abs(sum + expectedValue[0] - score)], 1e-12);
      expectClose([sum + expectedValue[0]], [rawScores(one.ensemble, one.sample)[one.output]], 1e-12);
      expectClose(expectedValue, [gameOf(one)(0)], 1e-12);
    }
  });

  it('have the interaction values of enumeration, whose rows add up to them', async () => {
    for (let seed = 0; seed < 60; seed++) {
      const one = task(seed);
      const { featureValues, pairs } = await explain(one);
      const game = gameOf(one);
      for (let first = 0; first < features; first++) {
        const line = pairs.slice(first * features, (first + 1) * features);
        expectClose([line.reduce((all, value) => all + value, 0)], [featureValues[0][first]], 1e-6);
        for (let second = 0; second < features; second++) {
          if (first !== second) expectClose([line[second]], [interaction(game, features, first, second)], 1e-6);
        }
      }
    }
  });

  it('are those of enumeration where ways have up to ten features, each up to thrice', async () => {
    const many = 10;
    for (let seed = 0; seed < 6; seed++) {
      const next = draws(seed + 500);
      const background = Array.from({ length: 2 }, () => row(next, many));
      const one = {
        ensemble: randomEnsemble(seed, many, 2, 12),
        sample: row(next, many),
        background,
        output: seed % 2,
      };
      const { featureValues, pairs } = await explain(one);
      const values = Array.from({ length: 2 ** many }, (_, coalition) => gameOf(one)(coalition));
      expectClose(
        featureValues[0],
        shapley((coalition) => values[coalition], many),
        1e-12,
      );
      const [first, second] = [seed, many - 1];
      const exact = interaction((coalition) => values[coalition], many, first, second);
      expectClose([pairs[first * many + second], pairs[second * many + first]], [exact, exact], 1e-6);
    }
  });

  it('of a tree that is a leaf are 0', async () => {
    const trees = [{ values: [2, 3], cover: 4 }];
    const rest = { outputs: 2, baseValues: [0, 1], aggregate: 'sum', transform: 'none' } as const;
    const background = isInterventional ? [[0, 1]] : undefined;
    const { featureValues, expectedValue } = await found({ trees, ...rest }, [[1, 0]], background, 1);
    expect([featureValues, expectedValue]).toEqual([[[0, 0]], [4]]);
  });

  it('of a batch are those of its samples', async () => {
    const next = draws(77);
    const samples = Array.from({ length: 4 }, () => row(next, features));
    const { ensemble, background } = task(5);
    const rows = isInterventional ? background : undefined;
    const batch = await found(ensemble, samples, rows, 1);
    for (const [index, sample] of samples.entries()) {
      const single = await found(ensemble, [sample], rows, 1);
      expect(batch.featureValues[index]).toEqual(single.featureValues[0]);
      expect(batch.pairs.slice(index * features ** 2, (index + 1) * features ** 2)).toEqual(single.pairs);
    }
  });

  it('stay exact in a deep tree of many features', async () => {
    const many = 40;
    const next = draws(3);
    // each branch leads to a leaf or on, so that the last leaf has as many players as there are features
    const trees = [
      Array.from({ length: many }).reduce<TreeEnsemble['trees'][number]>(
        (below, _, feature) => ({
          ...{ feature, mode: '>', threshold: 0, missingIsTrue: false, cover: feature + 2, whenTrue: below },
          whenFalse: { values: [next()], cover: 1 },
        }),
        { values: [3], cover: 1 },
      ),
    ];
    const rest = { outputs: 1, baseValues: [0], aggregate: 'sum', transform: 'none' } as const;
    const ensemble: TreeEnsemble = { trees, ...rest };
    const sample = Array.from({ length: many }, () => 1);
    const background = isInterventional
      ? [sample.map((_, feature) => (feature % 2 ? -1 : 1)), sample.map(() => -1)]
      : undefined;
    const { featureValues, expectedValue } = await found(ensemble, [sample], background, 0);
    const sum = featureValues[0].reduce((all, value) => all + value, 0);
    expectClose([sum + expectedValue[0]], [3], 1e-12);
  });
});
