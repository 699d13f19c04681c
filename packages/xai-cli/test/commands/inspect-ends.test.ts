import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { int, ints, makeNode, type OnnxNode, type OnnxValue, string } from 'onnx-format';
import type { ExplainReport } from '../../src/explain/explain-report';
import { floats, onnxFilesIn, ramp, value } from '../support/onnx-files';
import { temporaryFolder, xai } from '../support/xai';

const folder = temporaryFolder();
const file = (name: string) => path.join(folder, name);
const save = onnxFilesIn(folder);

/** What `xai` prints, which must do what is asked. */
async function printed(...asked: string[]): Promise<string> {
  const { code, stdout, stderr } = await xai([...asked, '--engine', 'wasm']);
  expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' });
  return stdout;
}

const lastOf = (outputs: readonly string[]): OnnxNode => ({
  ...makeNode('LinearClassifier', ['x'], outputs, {
    coefficients: { type: 'floats', value: ramp(6) },
    intercepts: { type: 'floats', value: [0.1, 0.2] },
    classlabels_ints: ints([0, 1]),
    post_transform: string('SOFTMAX'),
  }),
  domain: 'ai.onnx.ml',
});

const row = () => {
  writeFileSync(file('rows.csv'), 'a,b,c\n1,-2,0.5\n');
  return ['--csv', file('rows.csv')];
};

test('of a label and probabilities, the probabilities are explained, not the number of the class', async () => {
  const zip = {
    ...makeNode('ZipMap', ['p'], ['maps'], { classlabels_int64s: ints([0, 1]) }),
    domain: 'ai.onnx.ml',
  };
  for (const [nodes, last] of [
    [[lastOf(['label', 'p'])], value('p', ['n', 2])],
    [[lastOf(['label', 'p']), zip], { name: 'maps' } as OnnxValue], // scikit-learn's default
  ] as const) {
    const model = save('classifier.onnx', nodes, {}, [value('x', ['n', 3])], [value('label', ['n'], 'int64'), last]);
    expect(await printed('inspect', model)).toContain('Takes     rows of a table');
    const out = ['--out', file('a.svg'), '--json', '--method', 'KernelSHAP'];
    const said = JSON.parse(await printed('explain', '--model', model, ...row(), ...out)) as ExplainReport;
    expect(said.prediction).toHaveLength(2);
    const scores = [0, 1].map((at) => ramp(6).slice(3 * at, 3 * at + 3));
    const logits = scores.map(([a, b, c], at) => a - 2 * b + 0.5 * c + [0.1, 0.2][at]);
    const most = Math.max(
      ...logits.map((one) => Math.exp(one) / logits.reduce((sum, each) => sum + Math.exp(each), 0)),
    );
    expect(said.output.value).toBeCloseTo(most, 5);
    expect(said.features?.sum).toBeCloseTo(said.output.value - (said.expectedValue as number), 5);
  }
});

describe('inspect lists what is to be chosen from', () => {
  test('several outputs', async () => {
    const nodes = [makeNode('Gemm', ['x', 'w'], ['scores']), makeNode('Gemm', ['x', 'v'], ['boxes'])];
    const ends = [value('scores', ['n', 2]), value('boxes', ['n', 4])];
    const two = save('two.onnx', nodes, { w: floats([3, 2]), v: floats([3, 4]) }, [value('x', ['n', 3])], ends);
    expect(await printed('inspect', two)).toContain('to scores [any, 2], boxes [any, 4]');
    expect(JSON.parse(await printed('inspect', two, '--recipe')).model.output).toBe('scores');
    for (const [name, count] of [
      ['scores', 2],
      ['boxes', 4],
    ] as const) {
      const out = ['--out', file('a.svg'), '--json'];
      const said = await printed('explain', '--model', two, ...row(), '--model-output', name, ...out);
      expect((JSON.parse(said) as ExplainReport).prediction.length).toBe(Math.min(count, 5));
    }
  });

  test('several inputs', async () => {
    const nodes = [
      makeNode('Mul', ['ids', 'mask'], ['i']),
      makeNode('Gather', ['e', 'i'], ['h']),
      makeNode('ReduceMean', ['h'], ['y'], { axes: ints([1]), keepdims: int(0) }),
    ];
    const inputs = [value('ids', ['n', 't'], 'int64'), value('mask', ['n', 't'], 'int64')];
    const model = save('texts.onnx', nodes, { e: floats([10, 2]) }, inputs, [value('y', ['n', 2])]);
    const said = await printed('inspect', model);
    expect(said).toContain('Inputs    ids (ids), mask (mask)');
    expect(said).toContain('Embedding h');
    expect(JSON.parse(await printed('inspect', model, '--recipe')).model).toMatchObject({
      ...{ input: 'ids', fix: { mask: 'ones' } },
    });
  });
});

test('of a model that ends in softmax, inspect says that relevance is that of its logits, and how', async () => {
  const nodes = [
    makeNode('Gemm', ['x', 'w'], ['h']),
    makeNode('Relu', ['h'], ['r']),
    makeNode('Gemm', ['r', 'v'], ['s']),
    makeNode('Softmax', ['s'], ['y']),
  ];
  const constants = { w: floats([3, 4]), v: floats([4, 2]) };
  const model = save('soft.onnx', nodes, constants, [value('x', ['n', 3])], [value('y', ['n', 2])]);
  const said = await printed('inspect', model, '--try');
  expect(said).toContain('Ends      in softmax; --logits takes it off for relevance');
  expect(said).toMatch(/^LRP +yes, with --logits$/m);
});
