import { readFileSync } from 'node:fs';
import path from 'node:path';
import { memoryFiles, prepare, type Recipe, readWav } from '../../../src';
import { monoAt } from '../../../src/readers/sound/mono-at';
import { useCpu } from '../../support/use-cpu';

beforeAll(useCpu);

const wav = new Uint8Array(readFileSync(path.join(__dirname, '../../fixtures/sound/i16.wav')));

/** A graph-model `[n, samples] -> [n, 2]` of one product, for recordings of so many samples. */
function filesFor(samples: number) {
  const float = { type: 'DT_FLOAT' };
  const dim = [-1, samples].map((size) => ({ size: String(size) }));
  const node = [
    { name: 'sound', op: 'Placeholder', attr: { dtype: float, shape: { shape: { dim } } } },
    { name: 'weights', op: 'Const', attr: { dtype: float } },
    { name: 'scores', op: 'MatMul', input: ['sound', 'weights'], attr: { T: float } },
  ];
  const weights = Float32Array.from({ length: samples * 2 }, (_, at) => Math.sin(at));
  const entry = { name: 'weights', shape: [samples, 2], dtype: 'float32' };
  const json = {
    ...{ format: 'graph-model', modelTopology: { node, versions: {} } },
    weightsManifest: [{ paths: ['weights.bin'], weights: [entry] }],
  };
  const bytes = new Uint8Array(weights.buffer);
  return { weights, files: memoryFiles({ 'model.json': JSON.stringify(json), 'weights.bin': bytes, 'a.wav': wav }) };
}

const recipe = (rate?: number): Recipe => ({
  version: 1,
  model: { source: 'model.json' },
  input: { kind: 'table', ...(rate !== undefined && { rate }) },
  method: { name: 'InputTimesGradient' },
  selection: { output: 1 },
});

it.each([undefined, 4000])('a recording is one row of a model of samples, mono, at a rate of %p', async (rate) => {
  const mono = monoAt(readWav(wav), rate);
  const { files, weights } = filesFor(mono.length);
  const prepared = await prepare(recipe(rate), { files });
  const explanation = await prepared.explain('a.wav');
  expect(Array.from(explanation.input.dataSync())).toEqual(Array.from(mono));
  const wanted = mono.map((value, at) => value * weights[2 * at + 1]);
  expect(Math.max(...wanted)).toBeGreaterThan(0.01);
  Array.from(explanation.val.dataSync()).forEach((value, at) => void expect(value).toBeCloseTo(wanted[at], 6));
  expect((await prepared.show(explanation)).names).toHaveLength(mono.length);
  explanation.dispose();
  await prepared.dispose();
});

it('a recording of another length says how long it is and should be', async () => {
  const prepared = await prepare(recipe(), { files: filesFor(7).files });
  await expect(prepared.explain('a.wav')).rejects.toThrow(/a\.wav has \d+ columns.*expected 7/);
  await prepared.dispose();
});

describe('a recording as a series of one channel', () => {
  const series = (method: Recipe['method'], rate?: number): Recipe => ({
    ...recipe(rate),
    input: { kind: 'series', ...(rate !== undefined && { rate }) },
    method,
  });

  it('is the input of a model of samples, and is explained as any series', async () => {
    const mono = monoAt(readWav(wav), 4000);
    const { files, weights } = filesFor(mono.length);
    const prepared = await prepare(series({ name: 'InputTimesGradient' }, 4000), { files });
    const explanation = await prepared.explain('a.wav');
    expect(explanation.input.shape).toEqual([1, mono.length]);
    Array.from(explanation.val.dataSync()).forEach(
      (value, at) => void expect(value).toBeCloseTo(mono[at] * weights[2 * at + 1], 6),
    );
    expect((await prepared.draw(explanation, { title: 'Why?' })).kind).toBe('vector');
    explanation.dispose();
    await prepared.dispose();
  });

  it.each([
    ['series', 'KernelSHAP'],
    ['series', 'LIME'],
    ['series', 'RISE'],
    ['table', 'KernelSHAP'],
    ['table', 'LIME'],
    ['table', 'RISE'],
  ] as const)('as a %s, %s hides stretches of time of it', async (kind, name) => {
    const mono = monoAt(readWav(wav));
    const { files } = filesFor(mono.length);
    const count = name === 'RISE' ? 10 : 4;
    const method = { name, samples: 64, ...(name !== 'RISE' && { segments: count }) };
    const prepared = await prepare({ ...series(method), seed: 1, input: { kind } }, { files });
    const explanation = await prepared.explain('a.wav');
    const values = Array.from(explanation.val.dataSync());
    expect(values).toHaveLength(mono.length);
    const stretch = values.map((_, at) => Math.floor((count * at) / mono.length));
    expect(new Set(values).size).toBe(count);
    values.forEach((value, at) => void expect(value).toBe(values[stretch.indexOf(stretch[at])]));
    explanation.dispose();
    await prepared.dispose();
  });

  it('of Shapley values has those of the stretches of a linear model', async () => {
    const mono = monoAt(readWav(wav));
    const { files, weights } = filesFor(mono.length);
    const prepared = await prepare(series({ name: 'KernelSHAP', segments: 4 }), { files });
    const explanation = await prepared.explain('a.wav');
    const { featureValues } = explanation.extras as { featureValues: ArrayLike<number>[] };
    const mean = mono.reduce((sum, value) => sum + value, 0) / mono.length;
    const wanted = [0, 0, 0, 0];
    mono.forEach((value, at) => {
      wanted[Math.floor((4 * at) / mono.length)] += (value - mean) * weights[2 * at + 1];
    });
    wanted.forEach((value, at) => void expect(featureValues[0][at]).toBeCloseTo(value, 5));
    explanation.dispose();
    await prepared.dispose();
  });
});
