import { loadGraphModelSync } from '@tensorflow/tfjs-converter';
import { dispose, grad, type io, sum, type Tensor, tensor, tensor2d } from '@tensorflow/tfjs-core';
import { type Filling, type LoadedGraph, loadModel, memoryFiles } from '../../src';
import { useCpu } from '../support/use-cpu';

beforeAll(useCpu);

const type = (name: string) => ({ type: name });
const op = (name: string, kind: string, input: string[] = [], attr: object = {}) => ({ name, op: kind, input, attr });
const constant = (name: string, kind = 'DT_INT32') => op(name, 'Const', [], { dtype: type(kind) });
const argument = (name: string) => ({ name, type: 'DT_FLOAT' });
const func = (name: string) => ({ func: { name } });
const of = (name: string, takes: string[], nodeDef: object[], ret: Record<string, string>) => ({
  signature: { name, inputArg: takes.map(argument), outputArg: Object.keys(ret).map(argument) },
  ...{ nodeDef, ret },
});
const unknownRank = { shape: { unknownRank: true } };

/**
 * Of `x` `[n, 2]`: where `flag` is not 0, a branch with a loop of four runs, of which the first two double and the others add `x`, as a branch in each run says by its count; else `-x`.
 */
const nodes = [
  op('x', 'Placeholder', [], {
    dtype: type('DT_FLOAT'),
    shape: { shape: { dim: [{ size: '-1' }, { size: '2' }] } },
  }),
  op('flag', 'Placeholder', [], { dtype: type('DT_INT32'), shape: unknownRank }),
  constant('none'),
  op('is_set', 'NotEqual', ['flag', 'none']),
  op('chosen', 'StatelessIf', ['is_set', 'x'], { then_branch: func('looped'), else_branch: func('negative') }),
  op('y', 'Identity', ['chosen']),
];
const functions = [
  of('negative', ['one'], [op('Neg', 'Neg', ['one'])], { out: 'Neg:y:0' }),
  of(
    'looped',
    ['one'],
    [
      constant('looped/zero'),
      op('while', 'While', ['looped/zero:output:0', 'one', 'one'], {
        ...{ cond: func('goes_on'), body: func('run') },
        T: { list: { type: ['DT_INT32', 'DT_FLOAT', 'DT_FLOAT'] } },
      }),
    ],
    { out: 'while:output:1' },
  ),
  of(
    'goes_on',
    ['count', 'value', 'added'],
    [constant('goes_on/four'), op('Less', 'Less', ['count', 'goes_on/four:output:0'])],
    { out: 'Less:z:0' },
  ),
  of(
    'run',
    ['count', 'value', 'added'],
    [
      ...[constant('run/one'), constant('run/two')],
      op('is_early', 'Less', ['count', 'run/two:output:0']),
      op('step', 'If', ['is_early:z:0', 'value', 'added'], { then_branch: func('double'), else_branch: func('add') }),
      op('next', 'AddV2', ['count', 'run/one:output:0']),
    ],
    { count_out: 'next:z:0', value_out: 'step:output:0', added_out: 'added' },
  ),
  of('double', ['value', 'added'], [op('AddV2', 'AddV2', ['value', 'value'])], { out: 'AddV2:z:0' }),
  of('add', ['value', 'added'], [op('AddV2', 'AddV2', ['value', 'added'])], { out: 'AddV2:z:0' }),
];
const weights = Object.entries({ none: 0, 'looped/zero': 0, 'goes_on/four': 4, 'run/one': 1, 'run/two': 2 });
const weightSpecs: io.WeightsManifestEntry[] = weights.map(([name]) => ({ name, shape: [], dtype: 'int32' }));
const weightData = Int32Array.from(weights.map(([, value]) => value)).buffer;
const modelTopology = { node: nodes, library: { function: functions }, versions: {} };
const files = memoryFiles({
  'model.json': JSON.stringify({
    ...{ format: 'graph-model', modelTopology },
    weightsManifest: [{ paths: ['weights.bin'], weights: weightSpecs }],
  }),
  'weights.bin': new Uint8Array(weightData),
});

const load = async (fix: Record<string, Filling>, input = 'x') =>
  (await loadModel(files, { source: 'model.json', input, fix })) as LoadedGraph;

const rows = [
  [1, -2],
  [0.5, 3],
];

it.each([
  [1, 6],
  [0, -1],
])('a branch, a loop in it and a branch in that are what they come to, for a flag of %i', async (flag, factor) => {
  const { model } = await load({ flag });
  const x = tensor2d(rows);
  const plain = loadGraphModelSync({ load: () => ({ modelTopology, weightSpecs, weightData }) });
  const given = { x, flag: tensor(flag, [], 'int32') };
  const wanted = (await plain.executeAsync(given, 'y')) as Tensor;
  const found = [model.predict(x), grad((one: Tensor) => sum(model.predict(one)))(x)];
  expect(wanted.arraySync()).toEqual(rows.map((row) => row.map((value) => factor * value)));
  expect(found.map((one) => one.arraySync())).toEqual([wanted.arraySync(), rows.map((row) => row.map(() => factor))]);
  dispose([...found, wanted, given.flag, x]);
  for (const one of [plain, model]) one.dispose();
});

it('a branch that the explained input decides stays, and it is said', async () => {
  const { model } = await load({ x: 'ones' }, 'flag');
  expect(model.asynchronous).toBe(
    'The branch chosen is taken by a condition that depends on the values of the input flag',
  );
  model.dispose();
});
