import { readFileSync } from 'node:fs';
import path from 'node:path';
import { memoryFiles, methods, type Recipe } from '../../src';
import { convolutional } from '../support/convolutional';
import { convolutionalGraph } from '../support/convolutional-graph';
import { explained } from '../support/explained';
import { useCpu } from '../support/use-cpu';

beforeAll(useCpu);

const files = memoryFiles({
  ...convolutionalGraph(),
  'layers.onnx': convolutional(false),
  'ops.onnx': convolutional(true),
  'trees.onnx': readFileSync(path.join(__dirname, '../fixtures/trees/tree_reg.onnx')),
});
const data = Float32Array.from({ length: 4 * 36 }, (_, at) => (at % 4 === 3 ? 1 : Math.abs(Math.sin(at))));
const item = { pixels: { width: 6, height: 6, data, white: 1 } };
const recipe = (source: string, method: Recipe['method']): Recipe => ({
  ...{ version: 1, model: { source }, input: { kind: 'image' }, method, selection: { output: 0 } },
});

test.each(['GradCAM', 'LayerCAM'])(
  '%s of a model of operators is that of its layers, times the derivative of what comes behind',
  async (name) => {
    const ofLayers = await explained(recipe('layers.onnx', { name }), files, item);
    const ofOps = await explained(recipe('ops.onnx', { name }), files, item);
    expect(ofOps.shape).toEqual([1, 4, 4, 1]);
    expect(Math.max(...ofLayers.val)).toBeGreaterThan(0);
    expect(ofOps.extras.receptiveField).toEqual(ofLayers.extras.receptiveField);
    const slope = ofOps.val.map((value, at) => value / ofLayers.val[at]).filter(Number.isFinite);
    for (const one of slope) expect(one).toBeCloseTo(slope[0], 4);
    const named = await explained(recipe('ops.onnx', { name, layer: 'maps' }), files, item);
    expect(named.val).toEqual(ofOps.val);
  },
);

test.each(['GradCAM', 'GradCAMPlusPlus', 'LayerCAM', 'LRP', 'Gradient'])(
  '%s of a graph-model is that of the same layers',
  async (name) => {
    const ofLayers = await explained(recipe('layers.onnx', { name }), files, item);
    const ofGraph = await explained(recipe('model.json', { name }), files, item);
    expect(ofGraph.shape).toEqual(ofLayers.shape);
    ofGraph.val.forEach((value, at) => {
      expect(value).toBeCloseTo(ofLayers.val[at], 4);
    });
  },
);

test('all methods of images explain a model of operators', async () => {
  const images = methods.filter(({ inputs }) => inputs.includes('image'));
  for (const { name, options } of images) {
    const hears = (one: string) => options.some((option) => option.name === one);
    const few = { ...(hears('samples') && { samples: 16 }), ...(hears('top') && { top: 2 }) };
    const black = hears('reference') ? { comparedWith: { brightness: 0 } } : {};
    const { val } = await explained({ ...recipe('ops.onnx', { name, ...few }), ...black }, files, item);
    expect([name, val.every(Number.isFinite), val.some((value) => value !== 0)]).toEqual([name, true, true]);
  }
});

test('TreeSHAP of a file of trees adds up to the score less what is expected', async () => {
  const values = [
    [0.5, -1, 2, 0.1, 1, 0],
    [1, 1, 1, 1, 1, 1],
  ];
  const { inputs } = await import('onnx-format').then(({ readModel }) =>
    files.read('trees.onnx').then((bytes) => readModel(bytes).graph),
  );
  const columns = inputs[0].shape?.[1] as number;
  const rows = values.map((row) => Array.from({ length: columns }, (_, at) => row[at % row.length]));
  const trees: Recipe = { ...recipe('trees.onnx', { name: 'TreeSHAP' }), input: { kind: 'table' } };
  const { val, output, extras } = await explained(trees, files, { values: rows, row: 0 });
  const sum = val.reduce((total, value) => total + value, 0);
  expect(sum).toBeCloseTo(output[0] - (extras.expectedValue as number[])[0], 5);
  await expect(
    explained({ ...recipe('ops.onnx', { name: 'TreeSHAP' }), input: { kind: 'table' } }, files, { values: rows }),
  ).rejects.toThrow();
});
