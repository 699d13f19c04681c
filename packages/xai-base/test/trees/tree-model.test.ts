import '@tensorflow/tfjs-backend-cpu';
import { tensor1d, tensor2d } from '@tensorflow/tfjs-core';
import { type BranchMode, goesTrue, ShapeError, type TreeEnsemble, treeModel } from '../../src';

const leaf = (...values: number[]) => ({ values });
const branch = (mode: BranchMode, missingIsTrue = false) =>
  ({ feature: 1, mode, threshold: 0, missingIsTrue, whenTrue: leaf(1, -2), whenFalse: leaf(3, 0) }) as const;
const two: TreeEnsemble = {
  trees: [branch('<='), branch('>')],
  outputs: 2,
  baseValues: [0.5, 0],
  aggregate: 'sum',
  transform: 'none',
};

async function outputsOf(ensemble: TreeEnsemble, rows: number[][]): Promise<number[]> {
  const input = tensor2d(rows);
  const output = await treeModel(ensemble)(input);
  const values = Array.from(output.dataSync());
  for (const one of [input, output]) one.dispose();
  return values;
}

describe('a model of trees', () => {
  it('compares by the modes of its branches', () => {
    const cases = {
      '<=': [1, 1, 0],
      '<': [1, 0, 0],
      '>=': [0, 1, 1],
      '>': [0, 0, 1],
      '==': [0, 1, 0],
      '!=': [1, 0, 1],
    };
    for (const [mode, expected] of Object.entries(cases)) {
      expect([-1, 0, 1].map((value) => Number(goesTrue(branch(mode as BranchMode), value)))).toEqual(expected);
    }
  });

  it('sends missing values as branches say', () => {
    for (const mode of ['<=', '<', '>=', '>', '=='] as const) {
      expect([true, false].map((missing) => goesTrue(branch(mode, missing), Number.NaN))).toEqual([true, false]);
    }
    expect(goesTrue(branch('!='), Number.NaN)).toBe(true); // as NaN is unlike any threshold
  });

  it.each([
    ['sum', [4.5, -2]],
    ['average', [2.5, -1]],
    ['min', [1.5, -2]],
    ['max', [3.5, 0]],
  ] as const)('takes the %s of its trees', async (aggregate, expected) => {
    expect(await outputsOf({ ...two, aggregate }, [[9, 0]])).toEqual(expected);
  });

  it('ends in its transform', async () => {
    const one = { ...two, trees: [branch('<=')], baseValues: [-1, 2] }; // scores 0 and 0, or 2 and 2
    expect(await outputsOf({ ...one, transform: 'logistic' }, [[0, 0]])).toEqual([0.5, 0.5]);
    expect(await outputsOf({ ...one, transform: 'softmax' }, [[0, 0]])).toEqual([0.5, 0.5]);
    const half = { ...one, baseValues: [-1, 0], transform: 'softmax of what is not 0' } as const;
    expect(await outputsOf(half, [[0, 0]])).toEqual([0, 1]);
  });

  it('refuses other columns than it has, or fewer than it looks at', async () => {
    const [vector, three, single] = [tensor1d([1, 2]), tensor2d([[1, 2, 3]]), tensor2d([[1]])];
    await expect(treeModel(two)(single)).rejects.toThrow(
      'input has shape [1, 1]; the trees expect [batch, at least 2].',
    );
    await expect(treeModel({ ...two, features: 2 })(three)).rejects.toThrow('the trees expect [batch, 2].');
    await expect(treeModel(two)(vector)).rejects.toThrow(ShapeError);
    expect(await outputsOf(two, [[1, 2, 3]])).toEqual([4.5, -2]);
    for (const one of [vector, three, single]) one.dispose();
  });
});
