import '@tensorflow/tfjs-backend-cpu';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { add, dispose, relu, setBackend, sin, square, type Tensor, tensor, tidy } from '@tensorflow/tfjs-core';
import { int, makeNode, type OnnxTensor, type OnnxValue, writeModel } from 'onnx-format';
import { readOnnx } from 'onnx-model';
import { differentiate } from 'tfjs-gradients';
import type { Executor } from 'xai-base';
import { NativeExecutor } from 'xai-native';
import { checkModel } from '../check-model';
import { checkCommandLine } from '../command-line/check-command-line';
import { findModels } from '../files/find-models';
import { inFloat64 } from '../float64/in-float64';
import { type Report, type StepName, steps } from '../report/report';
import { notes, summary, table } from '../report/table';
import { writeResults } from '../report/write';
import { guessInputs } from '../steps/guess-inputs';
import { pathOfLargest } from '../steps/path-of-largest';
import { randomValues } from '../steps/random-values';
import { checkSlope } from '../steps/slope';

const packages = path.join(__dirname, '../../../packages');
const onnx = (name: string) => path.join(packages, 'onnx-model/test/fixtures', `${name}.onnx`);

let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'zoo-'));
  await setBackend('cpu');
});

afterAll(() => rmSync(folder, { recursive: true }));

/** What became of the steps: yes, no or `-`. */
const verdicts = ({ outcomes }: Report) =>
  Object.fromEntries(
    steps.map((step) => {
      const outcome = outcomes[step];
      return [step, outcome && (outcome.isMeaningless ? '-' : outcome.ok ? 'yes' : `no: ${outcome.note}`)];
    }),
  );

const all = (but: Partial<Record<StepName, string | undefined>> = {}) => ({
  ...Object.fromEntries(steps.map((step) => [step, 'yes'])),
  'command line': undefined,
  ...but,
});

describe('a model of the zoo', () => {
  it.each<[string, string, Partial<Record<StepName, string | undefined>>]>([
    ['an image network of PyTorch', onnx('torch/residual'), {}],
    ['a table network that ends in a softmax', onnx('models/penguin_model'), { 'activation maps': '-' }],
    ['trees of scikit-learn', onnx('tables/tree_reg'), { slope: '-', gradients: '-', 'activation maps': '-' }],
    [
      'a layers-model',
      path.join(packages, 'xai-cli/models/penguins/model.json'),
      { ops: undefined, forward: undefined, 'activation maps': '-' },
    ],
  ])('is taken through all steps: %s', async (_, file, but) => {
    expect(verdicts(await checkModel(file))).toEqual(all(but));
  });

  it('that is none says so', async () => {
    const file = path.join(folder, 'broken.onnx');
    writeFileSync(file, 'no model');
    const { outcomes } = await checkModel(file);
    expect(outcomes).toMatchObject({ runtime: { ok: false, note: expect.stringContaining('OnnxFileError') } });
    expect(Object.keys(outcomes)).toEqual(['inspect', 'runtime']);
    expect(outcomes.inspect?.ok).toBe(false);
    rmSync(file);
  });
});

it('a network that rounds what goes into a convolution is compared with itself without that', async () => {
  const file = path.join(folder, 'rounds.onnx');
  const value = (name: string, shape: number[]): OnnxValue => ({ name, type: 'float32', shape });
  const filter = Uint8Array.from({ length: 54 }, (_, at) => (at * 37) % 251);
  const graph = {
    name: 'rounds',
    nodes: [
      makeNode('DynamicQuantizeLinear', ['x'], ['q', 'scale', 'zero']),
      makeNode('ConvInteger', ['q', 'w', 'zero', 'centre'], ['sums']),
      makeNode('Cast', ['sums'], ['floats'], { to: int(1) }),
      makeNode('Mul', ['scale', 'unit'], ['both']),
      makeNode('Mul', ['floats', 'both'], ['y']),
    ],
    initializers: new Map<string, OnnxTensor>([
      ['w', { type: 'uint8', shape: [2, 3, 3, 3], data: filter }],
      ['centre', { type: 'uint8', shape: [], data: Uint8Array.of(128) }],
      ['unit', { type: 'float32', shape: [], data: Float32Array.of(0.01) }],
    ]),
    inputs: [value('x', [1, 3, 8, 8])],
    outputs: [value('y', [1, 2, 6, 6])],
  };
  writeFileSync(file, writeModel({ graph }));
  const { forward } = (await checkModel(file)).outcomes;
  expect(forward).toMatchObject({ ok: true, note: expect.stringMatching(/^\S+e-\d without rounding \(\S+e-[234]\)$/) });
  rmSync(file);
});

describe('the command line explains with nothing but what it proposes', () => {
  it.each([
    ['an image network of PyTorch', onnx('torch/residual'), 'Gradient; LRP; GradCAM; RISE'],
    ['a table network that ends in a softmax', onnx('models/penguin_model'), 'Gradient; LRP; KernelSHAP'],
    ['trees of scikit-learn', onnx('tables/tree_two'), 'TreeSHAP; KernelSHAP'],
    ['a layers-model', path.join(packages, 'xai-cli/models/seasons/model.json'), 'Gradient; LRP; KernelSHAP'],
  ])('%s', async (_, file, note) => {
    expect(await checkCommandLine(file)).toMatchObject({ ok: true, note });
  });

  it('and says what it cannot', async () => {
    const file = path.join(folder, 'broken.onnx');
    writeFileSync(file, 'no model');
    const { ok, note } = await checkCommandLine(file);
    expect([ok, note]).toEqual([false, expect.stringContaining('broken.onnx cannot be read')]);
    rmSync(file);
  });
});

describe('a slope', () => {
  const x = () => tensor([0.3, -0.8, 0.5], [1, 3]);
  const unasked = () => Promise.reject(new Error('was not asked'));

  it('agrees with differences, unless a derivative is wrong', async () => {
    const [input, exactly] = [x(), async () => ({ outputs: [0, 1, 0].map((place) => Float64Array.of(place, 0, 0)) })];
    expect((await checkSlope((one) => sin(square(one)), input, unasked)).ok).toBe(true);
    expect((await checkSlope((one) => add(square(one), relu(one)), input, unasked)).ok).toBe(true);
    const wrong = (one: Tensor) => add(square(one), tensor(one.dataSync(), [1, 3]));
    expect((await checkSlope(wrong, input, exactly)).ok).toBe(false);
    input.dispose();
  });

  it('is that of a compiled network, too, and without double precision what float32 says', async () => {
    const input = x();
    const executor = await NativeExecutor.create();
    const seen: string[] = [];
    const told: Executor = {
      name: 'told',
      run(program, inputs) {
        seen.push(executor.name);
        return executor.run(program, inputs);
      },
    };
    const compiled = await checkSlope((one) => sin(square(one)), input, undefined, told);
    expect(compiled.ok).toBe(true);
    expect(seen.length).toBeGreaterThan(2);
    const wrong = (one: Tensor) => add(square(one), tensor(one.dataSync(), [1, 3]));
    expect((await checkSlope(wrong, input)).ok).toBe(false);
    input.dispose();
    await executor.dispose();
  });

  it('that rounding hides is found in double precision', async () => {
    const input = x();
    const hidden = (one: Tensor) => add(one, 1e8); // of float32, only 7 digits stay
    const exactly = async (inputs: readonly Float64Array[]) => ({
      outputs: inputs.map((one) => one.map((value) => value + 1e8)),
    });
    const { ok, note } = await checkSlope(hidden, input, exactly);
    expect(ok).toBe(true);
    expect(note).toMatch(/^\d.*\(\d/); // and what single precision came to
    input.dispose();
  });
});

describe('a model in double precision', () => {
  it('gives what the same operators give, with more digits', async () => {
    const file = onnx('torch/residual');
    const model = await readOnnx(file);
    const shape = model.inputs[0].shape.map((length) => (typeof length === 'number' ? length : 1));
    const values = randomValues(
      shape.reduce((product, length) => product * length, 1),
      1,
    );
    const input = tensor(values, shape);
    const found = model(input);
    const ends = { input: model.inputs[0].name, output: model.outputs[0].name, channelsFirst: false, fixedInputs: {} };
    const asked = { file, ends, shape, inputs: [Float64Array.from(values)] };
    const { outputs, gradient } = await inFloat64({ ...asked, weights: new Array(found.size).fill(1) });
    const [exact] = outputs;
    const slopes = tidy(() => Float32Array.from(differentiate(model, input).gradient.dataSync()));
    expect(Math.max(...slopes.map((one, index) => Math.abs(one - (gradient?.[index] ?? Number.NaN))))).toBeLessThan(
      1e-5,
    );
    const rounded = Float32Array.from(exact);
    expect(exact.some((value, index) => value !== rounded[index])).toBe(true);
    const errors = Array.from(found.dataSync(), (value, index) => Math.abs(value - exact[index]));
    expect(Math.max(...errors)).toBeLessThan(1e-5);
    const failing = inFloat64({ file: path.join(folder, 'none.onnx'), ends, shape, inputs: [] });
    await expect(failing).rejects.toThrow('none.onnx');
    dispose([input, found]);
    model.dispose();
  });
});

describe('models are found', () => {
  it('in a folder: ONNX files, JSON of TensorFlow.js, pieces, and modules', async () => {
    const inside = path.join(folder, 'package/dist');
    mkdirSync(path.join(inside, 'mobile'), { recursive: true });
    for (const [name, text] of Object.entries({
      'a.onnx': '',
      'model.json': JSON.stringify({ modelTopology: {}, weightsManifest: [] }),
      'other.json': '{}',
      'resources.json': JSON.stringify({ '/models/big': { chunks: [{ hash: 'p1' }, { hash: 'p2' }] } }),
      p1: 'first ',
      p2: 'second',
      'mobile/model.min.js':
        '!function(e){module.exports=e()}(function(){return{modelTopology:{a:.5},weightsManifest:[]}})',
      'mobile/group1-shard1of1.min.js': 'module.exports="AQI="',
    })) {
      writeFileSync(path.join(inside, name), text);
    }
    const found = await findModels(folder);
    expect(found.map((file) => path.basename(file))).toEqual(['a.onnx', 'big.onnx', 'model.json', 'model.json']);
    expect(await findModels(folder)).toEqual(found);
    expect([...readFileSync(path.join(inside, 'mobile/group1-shard1of1'))]).toEqual([1, 2]);
    expect(JSON.parse(readFileSync(found[2], 'utf8'))).toMatchObject({ modelTopology: { a: 0.5 } });
    expect(readFileSync(path.join(inside, 'big.onnx'), 'utf8')).toBe('first second');
  });
});

describe('inputs are guessed', () => {
  it('from names and shapes', () => {
    const inputs = [
      { name: 'input', type: 'float32', shape: ['batch', 3, 'h', 'w'] },
      { name: 'sr', type: 'int64', shape: [] },
      { name: 'state', type: 'float32', shape: [2, '', 128] },
      { name: 'attention_mask', type: 'int64', shape: ['n', 't'] },
    ];
    expect(guessInputs(inputs, 0)).toEqual([
      { name: 'input', type: 'float32', shape: [1, 3, 64, 64], fill: 'random' },
      { name: 'sr', type: 'int64', shape: [], fill: 16000 },
      { name: 'state', type: 'float32', shape: [2, 1, 128], fill: 0 },
      { name: 'attention_mask', type: 'int64', shape: [1, 512], fill: 1 },
    ]);
    expect(guessInputs(inputs, 1)[0].shape).toEqual([1, 3, 128, 128]);
  });

  it('and what is explained is the largest value', async () => {
    const output = tensor([0, 1, 5, 2, 3, 4], [1, 3, 1, 2]);
    expect(await pathOfLargest(output)).toEqual([1, 0]);
    output.dispose();
  });
});

describe('the report', () => {
  const outcome = { ok: true, note: '1.0e-7', seconds: 1 };
  const reports: Report[] = [
    { file: '/z/a_b@1/package/model.json', format: 'graph-model', outcomes: { runtime: outcome } },
    {
      file: '/z/one.onnx',
      format: 'onnx',
      outcomes: { runtime: outcome, ops: outcome, forward: outcome, slope: outcome },
    },
    {
      file: '/z/two.onnx',
      format: 'onnx',
      outcomes: { runtime: outcome, ops: { ok: false, note: 'Special (1)', seconds: 0 } },
    },
    { file: '/z/big.onnx', format: 'onnx', outcomes: {}, stopped: 'took longer than 1 s' },
  ];

  it('counts, lists and explains', () => {
    expect(summary(reports)).toContain('Of 2 ONNX files that onnxruntime runs, 1 (50 %) open as operators');
    expect(summary(reports)).not.toContain('command line');
    const commanded = reports.map((one, at) => ({
      ...one,
      outcomes: { ...one.outcomes, ...(at < 3 && { 'command line': { ...outcome, ok: at > 0 } }) },
    }));
    expect(summary(commanded)).toContain('Of 3 models, 2 are explained through the command line');
    expect(table(reports).split('\n')).toHaveLength(2 + reports.length);
    expect(notes(reports)).toBe('- `two.onnx`, ops: Special (1)\n- `big.onnx` took longer than 1 s');
  });

  it('is written between marks', () => {
    const file = path.join(folder, 'README.md');
    writeFileSync(file, 'before\n<!-- results -->\nold\n<!-- /results -->\nbehind\n');
    writeResults(file, 'new');
    expect(readFileSync(file, 'utf8')).toBe('before\n<!-- results -->\n\nnew\n\n<!-- /results -->\nbehind\n');
    writeFileSync(file, 'none');
    expect(() => writeResults(file, 'new')).toThrow('has no <!-- results -->');
  });
});
