import '@tensorflow/tfjs-backend-cpu';
import { tensor, tensor2d, tidy } from '@tensorflow/tfjs-core';
import {
  type Attribute,
  int,
  ints,
  makeNode,
  type OnnxNode,
  type OnnxTensor,
  type OnnxValue,
  tensorAttribute,
  writeModel,
} from 'onnx-format';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { differentiate } from 'tfjs-gradients';
import { readOnnx } from '../../src';
import { floats, integers, randomNumbers } from '../support/against-onnxruntime';

const value = (name: string, type: OnnxValue['type'] = 'float32', shape?: OnnxValue['shape']): OnnxValue => ({
  name,
  type,
  ...(shape && { shape }),
});

const body = (nodes: readonly OnnxNode[], inputs: readonly OnnxValue[], outputs: readonly OnnxValue[]): Attribute => ({
  type: 'graph',
  value: { name: 'body', nodes, initializers: new Map(), inputs, outputs },
});

const constants: Record<string, OnnxTensor> = {
  zero: integers([0], []),
  one: integers([1], []),
  two: integers([2], []),
  three: integers([3], []),
  half: floats([], [0.5]),
  sizes: integers([1, 2]),
  yes: { type: 'bool', shape: [], data: Uint8Array.of(1) },
};

/** A model from `x` `[2, 3]` to `y`. */
const modelOf = (nodes: readonly OnnxNode[], opset = 17): Uint8Array =>
  writeModel({
    opsets: { '': opset },
    graph: {
      name: 'test',
      nodes,
      initializers: new Map(Object.entries(constants)),
      inputs: [{ name: 'x', type: 'float32', shape: ['batch', 3] }],
      outputs: [{ name: 'y', type: 'float32' }],
    },
  });

/** The values of onnxruntime, and the slope of their sum along a direction by differences. */
async function expectSame(bytes: Uint8Array): Promise<void> {
  const session = await InferenceSession.create(bytes, { logSeverityLevel: 4 });
  const run = async (data: readonly number[]) =>
    (await session.run({ x: new Tensor('float32', Float32Array.from(data), [2, 3]) })).y;
  const [data, direction] = [randomNumbers(6, 3), randomNumbers(6, 11)];
  const wanted = await run(data);
  const model = await readOnnx(bytes);
  const x = tensor2d([...data], [2, 3]);
  const { value: found, gradient, cotangent } = differentiate((input) => model(input), x);
  expect(found.shape).toEqual(wanted.dims.length === 1 ? [...wanted.dims, 1] : wanted.dims);
  found.dataSync().forEach((one, index) => void expect(one).toBeCloseTo((wanted.data as Float32Array)[index], 5));
  const sumAt = async (by: number) => {
    const { data: values } = await run(data.map((one, index) => one + by * direction[index]));
    return Array.from(values as Float32Array).reduce((sum, one) => sum + one, 0);
  };
  const difference = async (step: number) => ((await sumAt(step)) - (await sumAt(-step))) / (2 * step);
  const rise = (4 * (await difference(1 / 32)) - (await difference(1 / 16))) / 3; // without the error of second order
  const slope = Array.from(gradient.dataSync()).reduce((sum, one, index) => sum + one * direction[index], 0);
  expect(slope).toBeCloseTo(rise, 4); // the rounding of float32, 1e-6, to a step of 1/16
  for (const one of [found, gradient, cotangent, x, model]) one.dispose();
  await session.release();
}

/** A loop that squares and halves what it carries, and collects it; it takes `x` and `half` from around it. */
const squaring = body(
  [
    makeNode('Mul', ['v', 'v'], ['q']),
    makeNode('Mul', ['q', 'half'], ['r']),
    makeNode('Add', ['r', 'x'], ['w']),
    makeNode('Cast', ['i'], ['f'], { to: int(1) }),
    makeNode('Add', ['w', 'f'], ['s']),
    makeNode('Identity', ['go'], ['on']),
  ],
  [value('i', 'int64', []), value('go', 'bool', []), value('v')],
  [value('on', 'bool', []), value('w'), value('s')],
);

/** The number of features of `x`. */
const features = [makeNode('Shape', ['x'], ['shape']), makeNode('Gather', ['shape', 'one'], ['n'])];

describe('a loop', () => {
  it('runs as often as a constant says', async () => {
    await expectSame(modelOf([makeNode('Loop', ['three', '', 'x'], ['y', 'all'], { body: squaring })]));
  });

  it('collects what its runs give', async () => {
    await expectSame(modelOf([makeNode('Loop', ['three', 'yes', 'x'], ['last', 'y'], { body: squaring })]));
  });

  it('runs as often as a shape says', async () => {
    await expectSame(modelOf([...features, makeNode('Loop', ['n', '', 'x'], ['y', 'all'], { body: squaring })]));
  });

  it('ends by a condition that its runs know', async () => {
    const ending = body(
      [makeNode('Less', ['i', 'one'], ['on']), makeNode('Mul', ['v', 'x'], ['w'])],
      [value('i', 'int64', []), value('go', 'bool', []), value('v')],
      [value('on', 'bool', []), value('w')],
    );
    await expectSame(modelOf([makeNode('Loop', ['', 'yes', 'x'], ['y'], { body: ending })]));
  });

  it('may be inside of a loop, and have branches by its number', async () => {
    const branch = (node: OnnxNode): Attribute => body([node], [], [value(node.outputs[0])]);
    const outer = body(
      [
        makeNode('Equal', ['j', 'zero'], ['first']),
        makeNode('If', ['first'], ['u'], {
          then_branch: branch(makeNode('Neg', ['t'], ['a'])),
          else_branch: branch(makeNode('Tanh', ['t'], ['a'])),
        }),
        makeNode('Loop', ['two', '', 'u'], ['z', 'all'], { body: squaring }),
        makeNode('Identity', ['ok'], ['more']),
      ],
      [value('j', 'int64', []), value('ok', 'bool', []), value('t')],
      [value('more', 'bool', []), value('z')],
    );
    await expectSame(modelOf([makeNode('Loop', ['two', '', 'x'], ['y'], { body: outer })]));
  });

  it('that is known from constants alone is computed once, when the model is read', async () => {
    const counting = body(
      [makeNode('Add', ['v', 'i'], ['w']), makeNode('Identity', ['go'], ['on'])],
      [value('i', 'int64', []), value('go', 'bool', []), value('v', 'int64')],
      [value('on', 'bool', []), value('w', 'int64')],
    );
    const nodes = [
      makeNode('Loop', ['three', '', 'one'], ['count'], { body: counting }), // 1 + 0 + 1 + 2
      makeNode('Cast', ['count'], ['factor'], { to: int(1) }),
      makeNode('Mul', ['x', 'factor'], ['y']),
    ];
    await expectSame(modelOf(nodes));
    const model = await readOnnx(modelOf(nodes));
    expect(tidy(() => model(tensor2d([[1, 2, 3]])).arraySync())).toEqual([[4, 8, 12]]);
    model.dispose();
  });

  it('is refused where the values of the input say how often it runs, or where it runs for ever', async () => {
    const often = [
      makeNode('ReduceSum', ['x'], ['t'], { keepdims: int(0) }),
      makeNode('Cast', ['t'], ['n'], { to: int(7) }),
      makeNode('Loop', ['n', '', 'x'], ['y', 'all'], { body: squaring }),
    ];
    const model = await readOnnx(modelOf(often));
    expect(() => tidy(() => model(tensor2d([[1, 2, 3]])))).toThrow(
      /Loop "y" .*The number of runs of a loop depends on the values of the model's input/,
    );
    model.dispose();
    const forever = await readOnnx(modelOf([makeNode('Loop', ['', 'yes', 'x'], ['y'], { body: squaring })]));
    expect(() => tidy(() => forever(tensor2d([[0, 0, 0]])))).toThrow(/runs more often than 4096 times/);
    forever.dispose();
  });
});

describe('a function of the model', () => {
  const twice = {
    ...{ name: 'Twice', domain: 'com.example', inputs: ['a'], outputs: ['b'] },
    nodes: [makeNode('Add', ['a', 'a'], ['b'])],
  };
  const call = (input: string, output: string) => ({ ...makeNode('Twice', [input], [output]), domain: 'com.example' });
  const graph = (nodes: readonly OnnxNode[]) => ({
    name: 'test',
    nodes,
    initializers: new Map(Object.entries(constants)),
    inputs: [{ name: 'x', type: 'float32', shape: ['batch', 3] } as const],
    outputs: [{ name: 'y', type: 'float32' } as const],
  });
  const opsets = { '': 17, 'com.example': 1 };

  it('may be called in a loop', async () => {
    const doubling = body(
      [call('v', 'w'), makeNode('Identity', ['go'], ['on'])],
      [value('i', 'int64', []), value('go', 'bool', []), value('v')],
      [value('on', 'bool', []), value('w')],
    );
    const nodes = [makeNode('Loop', ['three', '', 'x'], ['y'], { body: doubling })];
    await expectSame(writeModel({ opsets, functions: [twice], graph: graph(nodes) }));
  });

  it('may have a loop that takes its values', async () => {
    const adding = body(
      [makeNode('Add', ['v', 'a'], ['w']), makeNode('Identity', ['go'], ['on'])],
      [value('i', 'int64', []), value('go', 'bool', []), value('v')],
      [value('on', 'bool', []), value('w')],
    );
    const often = [
      makeNode('Constant', [], ['n'], { value: tensorAttribute(integers([2], [])) }),
      makeNode('Loop', ['n', '', 'a'], ['b'], { body: adding }),
    ];
    const nodes = [makeNode('Tanh', ['x'], ['t']), call('t', 'y')];
    await expectSame(writeModel({ opsets, functions: [{ ...twice, nodes: often }], graph: graph(nodes) }));
  });
});

/** A sum that goes along an axis, and its squares. */
const summing = body(
  [makeNode('Add', ['sum', 'slice'], ['next']), makeNode('Mul', ['next', 'next'], ['squared'])],
  [value('sum'), value('slice')],
  [value('next'), value('squared')],
);

describe('a scan', () => {
  const start = [makeNode('ReduceMean', ['x'], ['s0'], { axes: ints([1]), keepdims: int(0) })];
  const along = { scan_input_axes: ints([1]), num_scan_inputs: int(1), body: summing };

  it.each<[string, Readonly<Record<string, Attribute>>]>([
    ['forwards', {}],
    ['backwards', { scan_input_directions: ints([1]) }],
    ['with its results backwards, on a last axis', { scan_output_directions: ints([1]), scan_output_axes: ints([1]) }],
  ])('goes along an axis %s', async (_, more) => {
    await expectSame(modelOf([...start, makeNode('Scan', ['s0', 'x'], ['last', 'y'], { ...along, ...more })]));
    await expectSame(modelOf([...start, makeNode('Scan', ['s0', 'x'], ['y', 'all'], { ...along, ...more })]));
  });
});

describe('a sequence', () => {
  it.each<[string, OnnxNode[]]>([
    [
      'is made, changed and joined',
      [
        makeNode('SequenceEmpty', [], ['s0']),
        makeNode('SequenceInsert', ['s0', 'x'], ['s1']),
        makeNode('Neg', ['x'], ['m']),
        makeNode('SequenceInsert', ['s1', 'm', 'zero'], ['s2']),
        makeNode('ConcatFromSequence', ['s2'], ['y'], { axis: int(1) }),
      ],
    ],
    [
      'is constructed, and gives one of its items',
      [
        makeNode('Neg', ['x'], ['m']),
        makeNode('Tanh', ['x'], ['h']),
        makeNode('SequenceConstruct', ['x', 'm', 'h'], ['s']),
        makeNode('SequenceErase', ['s', 'one'], ['s1']),
        makeNode('SequenceLength', ['s1'], ['n']),
        makeNode('Sub', ['n', 'one'], ['last']),
        makeNode('SequenceAt', ['s1', 'last'], ['y']),
      ],
    ],
    [
      'is stacked along an axis of its own',
      [
        makeNode('Neg', ['x'], ['m']),
        makeNode('SequenceConstruct', ['x', 'm'], ['s']),
        makeNode('ConcatFromSequence', ['s'], ['y'], { axis: int(1), new_axis: int(1) }),
      ],
    ],
    ...(
      [
        ['two', 1],
        ['sizes', 1],
        ['', 1],
        ['', 0],
      ] as const
    ).map(([sizes, keepdims]): [string, OnnxNode[]] => [
      `is split off by ${sizes || 'ones'}, axis kept: ${keepdims}`,
      [
        makeNode('SplitToSequence', ['x', sizes].filter(Boolean), ['s'], { axis: int(1), keepdims: int(keepdims) }),
        makeNode('SequenceAt', ['s', 'one'], ['y']),
      ],
    ]),
  ])('%s', async (_, nodes) => {
    await expectSame(modelOf(nodes));
  });

  it('grows in a loop', async () => {
    const growing = body(
      [
        makeNode('Cast', ['i'], ['f'], { to: int(1) }),
        makeNode('Mul', ['x', 'f'], ['item']),
        makeNode('SequenceInsert', ['list', 'item'], ['longer']),
        makeNode('Identity', ['go'], ['on']),
      ],
      [value('i', 'int64', []), value('go', 'bool', []), { name: 'list' }],
      [value('on', 'bool', []), { name: 'longer' }],
    );
    const model = await readOnnx(
      modelOf([
        makeNode('SequenceEmpty', [], ['s0']),
        makeNode('Loop', ['three', '', 's0'], ['s'], { body: growing }),
        makeNode('ConcatFromSequence', ['s'], ['y'], { axis: int(0) }),
      ]),
    );
    const x = tensor([1, 2, 3], [1, 3]);
    const y = model(x);
    expect(Array.from(y.dataSync())).toEqual([0, 0, 0, 1, 2, 3, 2, 4, 6]);
    for (const one of [x, y, model]) one.dispose();
  });

  it('of constants is kept while the model is there', async () => {
    await expectSame(
      modelOf([
        makeNode('SequenceConstruct', ['half', 'half'], ['s']),
        makeNode('ConcatFromSequence', ['s'], ['c'], { axis: int(0), new_axis: int(1) }),
        makeNode('SequenceConstruct', ['x', 'x'], ['t']),
        makeNode('SequenceAt', ['s', 'zero'], ['h']),
        makeNode('Mul', ['x', 'h'], ['y']),
      ]),
    );
  });

  it('is no tensor, and a tensor is none', async () => {
    const wrong = [makeNode('SequenceConstruct', ['x'], ['s']), makeNode('Neg', ['s'], ['y'])];
    const model = await readOnnx(modelOf(wrong));
    expect(() => tidy(() => model(tensor2d([[1, 2, 3]])))).toThrow(/Neg "y" .*a sequence of tensors is given/);
    model.dispose();
    const other = await readOnnx(modelOf([makeNode('SequenceAt', ['x', 'zero'], ['y'])]));
    expect(() => tidy(() => other(tensor2d([[1, 2, 3]])))).toThrow(/takes a sequence, and is given a tensor/);
    other.dispose();
  });
});
