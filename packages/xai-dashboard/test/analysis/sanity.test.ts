import '@tensorflow/tfjs-backend-cpu';
import path from 'node:path';
import { mul, sum, type Tensor } from '@tensorflow/tfjs-core';
import { loadGradients } from 'tfjs-gradients';
import { Analyzer, Explanation } from 'xai-base';
import { findMethod, type Item, prepare, type Recipe, registerMethod } from 'xai-recipes';
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

const digits = ['lenet/model.json', 'image', 'digits/9.png', 9] as const;
const penguins = ['penguins/model.json', 'table', { values: [[51, 18.8, 203, 4100, 1]] }, 1] as const;

/** Whether a method looks at what a model learned. */
async function check(name: string, [source, kind, item, output]: readonly [string, 'image' | 'table', Item, number]) {
  const recipe: Recipe = { version: 1, model: { source }, input: { kind }, method: { name } };
  const prepared = await prepare(recipe, { files: await folderFiles(path.join(__dirname, '../../../xai-cli/models')) });
  try {
    return await sanityOf(prepared, item, output);
  } finally {
    await prepared.dispose();
  }
}

beforeAll(() => loadGradients());

test('a method that does not look at the model fails', async () => {
  const method = { ...findMethod('Gradient'), name: 'InputItself', create: () => new InputItself() };
  const remove = registerMethod(method);
  expect(await check('InputItself', penguins)).toEqual({ similarity: 1, passes: false });
  remove();
});

test('a method that looks at it passes', async () => {
  expect(await check('IntegratedGradients', penguins)).toMatchObject({ passes: true });
});

test.each([
  ['GuidedBackprop', false],
  ['Deconvnet', false],
  ['Gradient', true],
])('of convolutions, whose signs say where edges are, %s passes: %s', async (name, passes) => {
  expect(await check(name, digits)).toMatchObject({ passes });
});

test('asked again, it is the same', async () => {
  const [first, again] = [await check('Gradient', digits), await check('Gradient', digits)];
  expect(again).toEqual(first);
});
