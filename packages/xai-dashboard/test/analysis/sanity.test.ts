import '@tensorflow/tfjs-backend-cpu';
import { mul, sum, type Tensor } from '@tensorflow/tfjs-core';
import { Analyzer, Explanation } from 'xai-base';
import { findMethod, prepare, type Recipe, registerMethod } from 'xai-recipes';
import { folderFiles } from 'xai-recipes/node';
import { sanityOf } from '../../src/analysis/sanity';

/** A method that looks at its input alone. */
class InputItself extends Analyzer {
  readonly name = 'InputItself';
  protected async explain(input: Tensor) {
    const parts = { val: mul(input, 2), input: input.clone(), output: sum(input, -1, true) };
    return new Explanation({ ...parts, outputSelection: [0], analyzer: this.name, heatmap: this.heatmap });
  }
}

/** Whether a method looks at what the model of the penguins learned. */
async function check(name: string) {
  const recipe: Recipe = {
    version: 1,
    ...{ model: { source: 'model.json' }, input: { kind: 'table' }, method: { name } },
  };
  const prepared = await prepare(recipe, { files: await folderFiles(`${__dirname}/../../../xai-cli/models/penguins`) });
  try {
    return await sanityOf(prepared, { values: [[51, 18.8, 203, 4100, 1]] }, 1);
  } finally {
    await prepared.dispose();
  }
}

test('a method that does not look at the model fails', async () => {
  const method = { ...findMethod('Gradient'), name: 'InputItself', create: () => new InputItself() };
  const remove = registerMethod(method);
  expect(await check('InputItself')).toEqual({ similarity: 1, passes: false });
  remove();
});

test('a method that looks at it passes', async () => {
  expect(await check('IntegratedGradients')).toMatchObject({ passes: true });
});
