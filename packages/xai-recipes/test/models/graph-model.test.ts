import { tensor } from '@tensorflow/tfjs-core';
import { toModelView } from 'xai-base';
import { guessRecipe, loadModel, memoryFiles, open, pathOf, prepare, type Recipe, RecipeError } from '../../src';
import { convolutionalGraph } from '../support/convolutional-graph';
import { explained } from '../support/explained';
import { graphOfSeveralEnds } from '../support/graph-of-several-ends';
import { useCpu } from '../support/use-cpu';

beforeAll(useCpu);

const graph = graphOfSeveralEnds();
const files = memoryFiles(graph);
const plain = memoryFiles(convolutionalGraph());
const source = 'model.json';
const data = Float32Array.from({ length: 4 * 36 }, (_, at) => (at % 4 === 3 ? 1 : Math.abs(Math.sin(at))));
const item = { pixels: { width: 6, height: 6, data, white: 1 } };
const recipe = (name: string, model: Partial<Recipe['model']> = {}): Recipe => ({
  version: 1,
  model: { source, input: 'image', output: 'shares', fix: { shift: 'zeros' }, ...model },
  ...{ input: { kind: 'image' }, method: { name }, selection: { output: 0 } },
});
const ofPlain = (name: string, output = 0) =>
  explained({ ...recipe(name), model: { source }, selection: { output } }, plain, item);

type Files = ReturnType<typeof convolutionalGraph>;
interface Node {
  readonly name: string;
  readonly op: string;
  readonly input: string[];
  readonly attr: Record<string, unknown>;
}
interface Json {
  readonly modelTopology: { readonly node: Node[] };
  readonly weightsManifest: { readonly weights: object[] }[];
}

/** The files of a graph-model whose graph is changed. */
function changed(graph: Files, edit: (json: Json) => void): Files {
  const json: Json = JSON.parse(graph[source] as string);
  edit(json);
  return { ...graph, [source]: JSON.stringify(json) };
}

/** With a further constant. */
function withInts(graph: Files, name: string, values: number[]) {
  const added = changed(graph, ({ weightsManifest: [{ weights }] }) => {
    weights.push({ name, shape: [values.length], dtype: 'int32' });
  });
  const bytes = Buffer.concat([added['weights.bin'] as Uint8Array, Buffer.from(Int32Array.from(values).buffer)]);
  return { ...added, 'weights.bin': new Uint8Array(bytes) };
}

describe('a graph-model of several inputs and outputs', () => {
  it('is described without its weights, and a recipe guessed', async () => {
    const outline = await open(memoryFiles({ [source]: graph[source] }), { source });
    expect(outline.inputs.map(({ name, meaning, type }) => [name, meaning, type])).toEqual([
      ['image', 'image', 'float32'],
      ['shift', 'table', 'float32'],
    ]);
    expect(outline.outputs.map(({ name, meaning, end }) => [name, meaning, end])).toEqual([
      ['shares', 'scores', 'softmax'],
      ['maps', 'maps', undefined],
    ]);
    expect([...outline.values].sort()).toEqual(['conv', 'float', 'means', 'scores', 'sum']);
    expect(guessRecipe(outline).model).toMatchObject({
      ...{ input: 'image', output: 'shares', fix: { shift: 'zeros' } },
    });
  });

  it('says what must be chosen', async () => {
    const error = (model: object) => loadModel(files, { source, ...model }).then(String, (reason) => reason);
    expect(await error({})).toBeInstanceOf(RecipeError);
    expect((await error({})).message).toBe(
      'model.json has 2 outputs; expected recipe.model.output with one of the outputs shares, maps.',
    );
    expect((await error({ output: 'share' })).message).toContain('has no output "share"');
    expect((await error({ output: 'shares' })).message).toContain('recipe.model.input with the one to explain');
  });

  it('gives what its other inputs add, to any number of samples', async () => {
    const images = tensor(
      data.filter((_, at) => at % 2 === 0),
      [2, 6, 6, 1],
    );
    const outputs = await Promise.all(
      [
        [0, 0],
        [1, -2],
      ].map(async (shift) => {
        const { model } = await loadModel(files, { ...recipe('Gradient', { fix: { shift } }).model });
        const output = await toModelView(model as never).predict(images);
        const values = Array.from(output.dataSync());
        output.dispose();
        await model.dispose();
        return values;
      }),
    );
    const oddsOf = (shares: number[], sample: number) => Math.log(shares[2 * sample] / shares[2 * sample + 1]);
    for (const sample of [0, 1]) expect(oddsOf(outputs[1], sample) - oddsOf(outputs[0], sample)).toBeCloseTo(3, 4);
    images.dispose();
  });

  it('has the gradients of its images, which are whole numbers: of a share of two those of one score less the other', async () => {
    const [found, first, second] = [
      await explained(recipe('Gradient'), files, item),
      await ofPlain('Gradient'),
      await ofPlain('Gradient', 1),
    ];
    const [share, other] = found.output;
    const expected = first.val.map((value, at) => share * other * (value - second.val[at]));
    expect(Math.max(...expected.map(Math.abs))).toBeGreaterThan(1e-3);
    found.val.forEach((value, at) => void expect(value).toBeCloseTo(expected[at], 5));
  });

  it.each(['LRP', 'AttnLRP'])('and relevance of the logits, which an error asks for: %s', async (name) => {
    await expect(explained(recipe(name), files, item)).rejects.toMatchObject({
      ...{ name: 'RecipeError', expected: 'recipe.model.logits' },
    });
    const [found, expected] = [await explained(recipe(name, { logits: true }), files, item), await ofPlain(name)];
    found.val.forEach((value, at) => void expect(value).toBeCloseTo(expected.val[at], 5));
  });

  it('and relevance of the logits of another recipe for the loaded model', async () => {
    const prepared = await prepare(recipe('Gradient'), { files });
    const other = await prepared.with(recipe('LRP', { logits: true }));
    const explanation = await other.explain(item);
    expect(Array.from(explanation.val.dataSync())).toEqual(
      (await explained(recipe('LRP', { logits: true }), files, item)).val,
    );
    for (const one of [explanation, other, prepared]) await one.dispose();
  });

  it('is cut on the way to the output that is explained', async () => {
    const maps = [0, 1].map((output) => explained({ ...recipe('GradCAM'), selection: { output } }, files, item));
    const values = (await Promise.all(maps)).flatMap(({ val }) => val);
    expect(Math.max(...values)).toBeGreaterThan(0);
  });
});

describe('a graph-model', () => {
  it('that has the channels of its images first is given them so', async () => {
    const first = changed(convolutionalGraph(), ({ modelTopology: { node } }) => {
      const [image, conv] = ['image', 'conv'].map((name) => node.find((one) => one.name === name) as Node);
      image.attr.shape = { shape: { dim: [-1, 1, 6, 6].map((size) => ({ size: String(size) })) } };
      conv.input[0] = 'last';
      const order = { dtype: 'DT_INT32', tensorShape: { dim: [{ size: '4' }] } };
      node.push(
        { name: 'order', op: 'Const', input: [], attr: { dtype: { type: 'DT_INT32' }, value: { tensor: order } } },
        { name: 'last', op: 'Transpose', input: ['image', 'order'], attr: { T: { type: 'DT_FLOAT' } } },
      );
    });
    const other = memoryFiles(withInts(first, 'order', [0, 2, 3, 1]));
    const guess = guessRecipe(await open(other, { source }));
    expect(guess.model.layout).toBe('channels-first');
    for (const name of ['Gradient', 'GradCAM']) {
      const asked = { ...recipe(name), model: { source } };
      expect(await explained(asked, other, item)).toMatchObject({ val: (await ofPlain(name)).val });
    }
  });

  it('with an operator that no rule of relevance is known for says what takes its derivative', async () => {
    const ints = { dtype: { type: 'DT_INT32' }, value: { tensor: { dtype: 'DT_INT32', tensorShape: {} } } };
    const product = changed(convolutionalGraph(), ({ modelTopology: { node } }) => {
      node.push(
        { name: 'classes', op: 'Const', input: [], attr: ints },
        { name: 'product', op: 'Prod', input: ['scores', 'classes'], attr: { keep_dims: { b: true } } },
      );
    });
    const other = memoryFiles(withInts(product, 'classes', [1]));
    const asked = (unknown?: string): Recipe => ({
      ...{ ...recipe('LRP'), model: { source } },
      method: { name: 'LRP', ...(unknown && { unknown }) },
    });
    await expect(explained(asked(), other, item)).rejects.toMatchObject({
      ...{
        name: 'RecipeError',
        expected: 'recipe.method.unknown',
        message: expect.stringContaining('Prod (1)'),
      },
    });
    const { val } = await explained(asked('gradient'), other, item);
    expect(val.every(Number.isFinite) && val.some((value) => value !== 0)).toBe(true);
  });
});

test('of an output of several axes the most activated value is explained, unless another is named', async () => {
  const { selection: _, ...most } = recipe('Gradient', { output: 'maps' });
  const { val, output } = await explained(most, files, item);
  const path = pathOf(output.indexOf(Math.max(...output)), [4, 4, 4]);
  expect((await explained({ ...most, selection: { output: path } }, files, item)).val).toEqual(val);
  expect((await explained({ ...most, selection: { output: [0, 0, 0] } }, files, item)).val).not.toEqual(val);
});
