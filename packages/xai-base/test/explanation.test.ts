import '@tensorflow/tfjs-backend-cpu';
import { scalar, tensor2d } from '@tensorflow/tfjs-core';
import { Explanation } from '../src';

function example(extras?: Record<string, unknown>): Explanation {
  const [val, input, output] = [1, 2, 3].map((value) => tensor2d([[value]]));
  return new Explanation({ val, input, output, outputSelection: [0], analyzer: 'ByHand', heatmap: 'cam', extras });
}

test('holds what it is made of', () => {
  const explanation = example({ note: 'mine' });
  expect(explanation).toMatchObject({
    outputSelection: [0],
    analyzer: 'ByHand',
    heatmap: 'cam',
    extras: { note: 'mine' },
  });
  explanation.dispose();
});

test('dispose frees its tensors, those in its extras at any depth too, and does no harm twice', () => {
  const explanation = example({ one: scalar(1), list: [scalar(2), { deep: { three: scalar(3) } }], none: null, n: 4 });
  explanation.dispose();
  explanation.dispose();
  expect(explanation.val.isDisposed).toBe(true);
});

test('a tensor that stands in several places is freed once', () => {
  const shared = tensor2d([[1]]);
  const parts = { val: shared, input: shared, output: shared, outputSelection: [0], extras: { shared } };
  new Explanation({ ...parts, analyzer: 'ByHand', heatmap: 'attribution' }).dispose();
});

test('using frees it at the end of the block', () => {
  let seen: Explanation;
  {
    using explanation = example();
    seen = explanation;
    expect(seen.val.isDisposed).toBe(false);
  }
  expect(seen.val.isDisposed).toBe(true);
});
