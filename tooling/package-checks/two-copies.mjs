// Two copies of xai-base in one program, its ES and its CommonJS build, understand each other.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import * as esm from 'xai-base';

const cjs = createRequire(import.meta.url)('xai-base');

for (const [one, other] of [
  [esm, cjs],
  [cjs, esm],
]) {
  assert.notEqual(one.Analyzer, other.Analyzer, 'these are not two copies');

  class InputItself extends one.Analyzer {
    name = 'InputItself';
    async explain(input, selector) {
      const mask = await selector.select(input);
      const outputSelection = await one.selectedIndices(mask);
      return new one.Explanation({
        val: tf.mul(input, mask),
        input,
        output: input,
        outputSelection,
        analyzer: this.name,
        heatmap: this.heatmap,
      });
    }
  }

  const input = tf.tensor2d([
    [1, 2],
    [4, 3],
  ]);
  const selector = new one.IndexSelector(1);
  for (const selection of [
    undefined,
    1,
    [0, 1],
    selector,
    new other.IndexSelector(1),
    new other.MaxActivationSelector(),
  ]) {
    const explanation = await other.analyze(input, new InputItself(), selection);
    assert.deepEqual(explanation.val.shape, [2, 2]);
    assert(explanation instanceof other.Explanation || explanation instanceof one.Explanation);
  }
  const error = await other.analyze(tf.scalar(1), new InputItself()).catch((thrown) => thrown);
  assert(error instanceof one.XaiError && error instanceof other.XaiError, `${error} is no XaiError of the other copy`);
  assert(error instanceof one.ShapeError && !(error instanceof one.IndexError));
}
