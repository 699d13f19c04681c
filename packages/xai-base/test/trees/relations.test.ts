import { type BranchMode, decide, goesTrue } from '../../src';
import { relationsOf } from '../../src/trees/relations';

const leaf = { values: [0] };
const modes: BranchMode[] = ['<=', '<', '>=', '>', '==', '!='];
const values = [Number.NEGATIVE_INFINITY, -1, -0, 0, 2, 2.5, Number.POSITIVE_INFINITY, Number.NaN];

describe('decide', () => {
  it.each(modes)('says of relations what goesTrue says of the branch: %s', (mode) => {
    for (const threshold of [-1, 0, 2, 3]) {
      for (const missingIsTrue of [false, true]) {
        const branch = { feature: 0, mode, threshold, missingIsTrue, whenTrue: leaf, whenFalse: leaf };
        const relations = relationsOf(branch);
        for (const value of values) expect(decide(relations, threshold, value)).toBe(Number(goesTrue(branch, value)));
      }
    }
  });
});
