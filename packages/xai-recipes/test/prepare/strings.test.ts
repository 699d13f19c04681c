import type { Tensor } from '@tensorflow/tfjs-core';
import { guessRecipe, loadModel, memoryFiles, open, prepare, type Recipe, tryMethods } from '../../src';
import { textFunction } from '../../src/models/text-function';
import { explained } from '../support/explained';
import { graphOfTexts, onnxOfTexts, worth } from '../support/text-models';
import { useCpu } from '../support/use-cpu';

beforeAll(useCpu);

const files = memoryFiles({ 'texts.onnx': onnxOfTexts(), ...graphOfTexts() });
const text = 'A delectable and INTRIGUING thriller, intriguing!';
const words = ['A', 'delectable', 'and', 'INTRIGUING', 'thriller', ',', 'intriguing', '!'];

const recipe = (source: string, name: string, options: object = {}): Recipe =>
  ({
    version: 1,
    model: { source },
    input: { kind: 'text' },
    method: { name, ...options },
    selection: { output: 0 },
  }) as Recipe;

describe.each(['texts.onnx', 'model.json'])('a model that takes texts as they are: %s', (source) => {
  it('is described as one, with a recipe that needs nothing else', async () => {
    const outline = await open(files, { source });
    expect(outline.inputs).toMatchObject([{ name: 'texts', type: 'string', meaning: 'text' }]);
    const guess = guessRecipe(outline);
    expect(guess).toMatchObject({ input: { kind: 'text' }, method: { name: 'KernelSHAP' } });
    expect(guess.input).toEqual({ kind: 'text' });
    const { shape } = await explained(guess, files, { text });
    expect(shape).toEqual([1, words.length]);
  });

  it('is explained by methods that leave words out, and refuses others by name', async () => {
    const loaded = await loadModel(files, { source });
    const verdicts = await tryMethods({ loaded, modality: 'text' });
    await loaded.model.dispose();
    const works = verdicts.filter((one) => one.works).map(({ method }) => method);
    expect(works.sort()).toEqual(['FeatureAblation', 'KernelSHAP', 'LIME', 'RISE']);
    await expect(explained(recipe(source, 'Gradient'), files, { text })).rejects.toMatchObject({
      name: 'RecipeError',
      message:
        'recipe.method.name is Gradient, which needs gradients, and the model takes texts as they are; expected a method that only calls the model, such as KernelSHAP, LIME or FeatureAblation.',
    });
  });

  it('has nothing to say of a text without words', async () => {
    await expect(explained(recipe(source, 'KernelSHAP'), files, { text: ' ' })).rejects.toThrow('has no words');
  });
});

describe('of a sum over words', () => {
  it.each(['KernelSHAP', 'FeatureAblation'])('each gets what it adds: %s', async (name) => {
    const { val, output } = await explained(recipe('texts.onnx', name), files, { text });
    const expected = words.map((word) => worth[word.toLowerCase()] ?? 0);
    val.forEach((value, at) => void expect(value).toBeCloseTo(expected[at], 5));
    expect(output).toEqual([4.5, 0]);
  });

  it('LIME gives the same order', async () => {
    const { val } = await explained({ ...recipe('texts.onnx', 'LIME', { samples: 200 }), seed: 1 }, files, { text });
    const order = [...words.keys()].sort((a, b) => val[b] - val[a]);
    expect(words[order[0]]).toBe('delectable');
    expect(words[order.at(-1) as number]).toBe('thriller');
  });
});

it('a graph-model of texts gets the Shapley values of which words are there, by all orders of three', async () => {
  const three = 'one two three';
  const loaded = await loadModel(files, { source: 'model.json' });
  const value = textFunction(loaded);
  const scoreOf = async (isThere: readonly boolean[]) => {
    const output: Tensor = await value([
      three.replace(/\w+/g, (word) => (isThere[['one', 'two', 'three'].indexOf(word)] ? word : '')),
    ]);
    const [score] = output.dataSync();
    output.dispose();
    return score;
  };
  const orders = ['012', '021', '102', '120', '201', '210'].map((order) => Array.from(order, Number));
  const shares = [0, 0, 0];
  for (const order of orders) {
    const isThere = [false, false, false];
    for (const word of order) {
      const before = await scoreOf(isThere);
      isThere[word] = true;
      shares[word] += ((await scoreOf(isThere)) - before) / orders.length;
    }
  }
  await loaded.model.dispose();
  const { val } = await explained(recipe('model.json', 'KernelSHAP'), files, { text: three });
  val.forEach((one, at) => void expect(one).toBeCloseTo(shares[at], 5));
});

it('is drawn word by word', async () => {
  const prepared = await prepare(recipe('texts.onnx', 'KernelSHAP'), { files });
  const explanation = await prepared.explain({ text });
  const drawing = await prepared.draw(explanation, { title: 'Why?' });
  expect(explanation.extras?.tokens).toEqual([words]);
  expect(drawing.kind).toBe('vector');
  expect(await prepared.show(explanation)).toMatchObject({ names: words });
  expect(prepared.about(explanation)).toMatchObject({ comparedWith: 'the text without these words' });
  explanation.dispose();
  await prepared.dispose();
});
