import { loadGraphModelSync } from '@tensorflow/tfjs-converter';
import { type io, type Tensor, tensor } from '@tensorflow/tfjs-core';
import { loadModel, memoryFiles, type Recipe } from '../../src';
import { convolutionalGraph } from '../support/convolutional-graph';
import { explained } from '../support/explained';
import { graphWithBranches } from '../support/graph-with-branches';
import { useCpu } from '../support/use-cpu';

beforeAll(useCpu);

const source = 'model.json';
const content = graphWithBranches();
const files = memoryFiles(content);
const withoutBranches = memoryFiles(convolutionalGraph());
const data = Float32Array.from({ length: 2 * 36 }, (_, at) => Math.abs(Math.sin(at)));
const recipe = (name: string, ratio: number): Recipe => ({
  version: 1,
  model: { source, input: 'image', fix: { ratio } },
  ...{ input: { kind: 'image' }, method: { name }, selection: { output: 0 } },
});
const item = {
  pixels: {
    width: 6,
    height: 6,
    data: Float32Array.from({ length: 4 * 36 }, (_, at) => (at % 4 === 3 ? 1 : data[at >> 2])),
    white: 1,
  },
};

/** What TensorFlow.js itself gives, which decides while it runs. */
async function decided(ratio: number): Promise<number[]> {
  const { weightsManifest, ...json } = JSON.parse(content[source] as string);
  const artifacts: io.ModelArtifacts = {
    ...json,
    weightSpecs: weightsManifest[0].weights,
    weightData: Uint8Array.from(content['weights.bin'] as Uint8Array).buffer,
  };
  const model = loadGraphModelSync({ load: () => artifacts });
  const given = { image: tensor(data, [2, 6, 6, 1]), ratio: tensor(ratio, []) };
  const output = (await model.executeAsync(given, 'decided')) as Tensor;
  const values = Array.from(output.dataSync());
  for (const one of [output, given.image, given.ratio, model]) one.dispose();
  return values;
}

describe.each([1, 0, 0.5, -2])('a graph-model with branches that an input decides, which is fixed to %p', (ratio) => {
  it('gives what TensorFlow.js gives, without control flow', async () => {
    const { model } = await loadModel(files, recipe('Gradient', ratio).model);
    const images = tensor(data, [2, 6, 6, 1]);
    const output = (model as { predict(images: Tensor): Tensor }).predict(images);
    expect(Array.from(output.dataSync())).toEqual(await decided(ratio));
    for (const one of [output, images]) one.dispose();
    await model.dispose();
  });

  it('has the gradients and the relevance of the branch that is taken', async () => {
    const plain = (name: string) => explained({ ...recipe(name, ratio), model: { source } }, withoutBranches, item);
    const [found, scores] = [await explained(recipe('Gradient', ratio), files, item), await plain('Gradient')];
    const slope = ratio === 1 ? 3 : ratio === 0 ? 2 * scores.output[0] : 1 / ratio;
    expect(Math.max(...scores.val.map(Math.abs))).toBeGreaterThan(1e-3);
    found.val.forEach((value, at) => void expect(value).toBeCloseTo(slope * scores.val[at], 5));
    const [relevance, ofScores] = [await explained(recipe('LRP', ratio), files, item), await plain('LRP')];
    // that of an output is its value: a square shares it as what is squared does
    const share = found.output[0] / scores.output[0];
    relevance.val.forEach((value, at) => void expect(value).toBeCloseTo(share * ofScores.val[at], 5));
  });
});

it('control flow that an input decides which is not fixed stays, and has no gradients', async () => {
  const model = { source, input: 'ratio', fix: { image: 'zeros' } } as const;
  const loaded = await loadModel(files, model);
  const ratio = tensor([0.5]);
  const output = await (loaded.model as { executeAsync(ratio: Tensor): Promise<Tensor> }).executeAsync(ratio);
  expect(output.shape).toEqual([1, 2]);
  for (const one of [output, ratio]) one.dispose();
  await loaded.model.dispose();
});
