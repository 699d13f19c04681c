import { writeGraphModel } from '../../../../tooling/jest/graph-model';
import { demoModel, methods } from '../../src';
import { temporaryFolder, xai } from '../support/xai';

const folder = temporaryFolder();

test('a layers-model: its layers, and every method explains the LeNet', async () => {
  const { code, stdout } = await xai(['inspect', demoModel(), '--try', '--engine', 'wasm', '--json']);
  expect(code).toBe(0);
  const said = JSON.parse(stdout);
  expect(said).toMatchObject({ format: 'layers-model', parameters: 61706 });
  expect(said.inputs[0].shape).toEqual([null, 28, 28, 1]);
  const [first] = said.layers;
  expect(first).toEqual({
    name: 'conv2d_1',
    type: 'Conv2D',
    shape: [null, 28, 28, 6],
    parameters: 156,
    hasFeatureMaps: true,
    relevanceRule: 'ZPlusRule',
  });
  expect(said.layers.at(-1)).toMatchObject({ name: 'dense_3', hasFeatureMaps: false });
  expect(said.methods).toEqual(
    methods.filter(({ inputs }) => inputs.includes('image')).map(({ name }) => ({ method: name, works: true })),
  );
});

test('a graph-model: its operations, and which methods do without layers', async () => {
  const { code, stdout } = await xai(['inspect', writeGraphModel(folder), '--try', '--engine', 'wasm', '--json']);
  expect(code).toBe(0);
  const said = JSON.parse(stdout);
  expect(said).toMatchObject({ format: 'graph-model', parameters: 10, operations: { Reshape: 1, MatMul: 1 } });
  const works = Object.fromEntries(
    said.methods.map((one: { method: string; works: boolean }) => [one.method, one.works]),
  );
  expect(works).toMatchObject({
    IntegratedGradients: true,
    Occlusion: true,
    DeepLift: true,
    GradCAM: false,
    LayerCAM: false,
  });
});

test('both, for people', async () => {
  const lenet = await xai(['inspect', demoModel()]);
  expect(lenet.stdout).toContain('With --try, all methods are tried on it.');
  expect(lenet.stdout).not.toContain('KernelSHAP');
  expect(lenet.stdout).toContain('a layers-model of 61706 parameters');
  expect(lenet.stdout).toMatch(/conv2d_2 +Conv2D +\[any, 10, 10, 16\] +2416 +yes +ZPlusRule/);
  const graph = await xai(['inspect', writeGraphModel(folder), '--try', '--engine', 'wasm']);
  expect(graph.stdout).toMatch(/MatMul +1/);
  expect(graph.stdout).toMatch(/GradCAM +no: The graph has no feature maps with a space/);
});
