import type { FunctionJson } from '../../src/models/function-json';
import type { NodeJson } from '../../src/models/node-json';

/** How TensorFlow.js's converter writes loops: as functions, or lowered to switches. */
export type LoopForm = 'functions' | 'frames';

/** What the graph of {@link recurrentGraph} looks like. */
export interface Recurrent {
  readonly form: LoopForm;
  readonly layers: number;
  readonly features: number;
  readonly units: number;
  /** -1 for any. */
  readonly steps: number;
  /** Whether loops end when a state is no number any more, which only values tell. */
  readonly endsByValues?: boolean;
}

/** A weight as TensorFlow.js's layers have it, too. */
export interface Weight {
  readonly shape: number[];
  readonly dtype: 'float32' | 'int32';
  readonly values: readonly number[];
}

type Weights = Map<string, Weight>;

const type = (name: string) => ({ type: name });
const op = (name: string, kind: string, input: string[] = [], attr: object = {}): NodeJson => ({
  ...{ name, op: kind, input },
  attr: { ...attr },
});
const float = { T: type('DT_FLOAT') };
const integer = { T: type('DT_INT32') };
const argument = (name: string) => ({ name, type: 'DT_FLOAT' });

/**
 * LSTM layers and the sum of what the last one ends in, as Keras's are converted to a graph-model: `series` `[batch, steps, features]` to `score` `[batch, units]`. Each loop runs as often
 * as the transposed series is long; it reads its steps from a list, and writes the states into another one.
 */
export function recurrentGraph({ form, layers, features, units, steps, endsByValues = false }: Recurrent): {
  files: Record<string, string | Uint8Array>;
  weights: Weights;
} {
  const weights: Weights = new Map();
  const dim = [-1, steps, features].map((size) => ({ size: String(size) }));
  let nodes: NodeJson[] = [op('series', 'Placeholder', [], { dtype: type('DT_FLOAT'), shape: { shape: { dim } } })];
  let functions: FunctionJson[] = [];
  let series = 'series';
  for (let layer = 0; layer < layers; layer++) {
    const made = lstm(
      `lstm_${layer}`,
      series,
      { features: layer === 0 ? features : units, units, endsByValues },
      weights,
    );
    nodes.push(...made.nodes);
    functions.push(...made.functions);
    series = made.output;
  }
  const last = slice('last', series, [0, -1, 0], [0, 0, 0], weights, {
    begin_mask: { i: '5' },
    end_mask: { i: '7' },
    shrink_axis_mask: { i: '2' },
  });
  nodes.push(...last, op('score', 'Softplus', ['last'], float));
  if (form === 'frames') [nodes, functions] = [lowered(nodes, functions), []];
  const signature = {
    inputs: { series: { name: 'series:0', dtype: 'DT_FLOAT', tensorShape: { dim } } },
    outputs: {
      score: { name: 'score:0', dtype: 'DT_FLOAT', tensorShape: { dim: [{ size: '-1' }, { size: String(units) }] } },
    },
  };
  const entries = [...weights].map(([name, { shape, dtype }]) => ({ name, shape, dtype }));
  const bytes = [...weights.values()].map(({ dtype, values }) =>
    Buffer.from((dtype === 'int32' ? Int32Array : Float32Array).from(values as number[]).buffer),
  );
  const json = {
    ...{ format: 'graph-model', signature },
    modelTopology: { node: nodes, library: { function: functions }, versions: {} },
    weightsManifest: [{ paths: ['weights.bin'], weights: entries }],
  };
  return { files: { 'model.json': JSON.stringify(json), 'weights.bin': Buffer.concat(bytes) }, weights };
}

function constant(
  name: string,
  weights: Weights,
  shape: number[],
  values: readonly number[],
  dtype: Weight['dtype'] = 'int32',
): NodeJson {
  weights.set(name, { shape, dtype, values });
  return op(name, 'Const', [], { dtype: type(dtype === 'int32' ? 'DT_INT32' : 'DT_FLOAT') });
}

function slice(name: string, of: string, from: number[], to: number[], weights: Weights, masks: object): NodeJson[] {
  return [
    constant(`${name}/stack`, weights, [from.length], from),
    constant(`${name}/stack_1`, weights, [to.length], to),
    constant(
      `${name}/stack_2`,
      weights,
      [from.length],
      from.map(() => 1),
    ),
    op(name, 'StridedSlice', [of, `${name}/stack`, `${name}/stack_1`, `${name}/stack_2`], { ...float, ...masks }),
  ];
}

const drawn = (size: number, seed: number) => Array.from({ length: size }, (_, at) => Math.sin(at * 12.9898 + seed));

function lstm(
  name: string,
  series: string,
  { features, units, endsByValues }: Pick<Recurrent, 'features' | 'units' | 'endsByValues'>,
  weights: Weights,
) {
  const at = (one: string) => `${name}/${one}`;
  const list = { element_dtype: type('DT_FLOAT') };
  const seed = name.length + name.charCodeAt(name.length - 1);
  const variables = [
    'loop_counter',
    'maximum_iterations',
    'time',
    'states',
    'h',
    'c',
    'steps',
    'rows',
    'kernel',
    'recurrent_kernel',
    'bias',
  ];
  const nodes = [
    op(at('Shape'), 'Shape', [series], float),
    ...slice(at('samples'), at('Shape'), [0], [1], weights, { shrink_axis_mask: { i: '1' } }),
    constant(at('zeros/packed/1'), weights, [], [units]),
    op(at('zeros/packed'), 'Pack', [at('samples'), at('zeros/packed/1')], { ...integer, N: { i: '2' } }),
    constant(at('zeros/Const'), weights, [], [0], 'float32'),
    op(at('zeros'), 'Fill', [at('zeros/packed'), at('zeros/Const')], float),
    constant(at('transpose/perm'), weights, [3], [1, 0, 2]),
    op(at('transpose'), 'Transpose', [series, at('transpose/perm')], float),
    op(at('Shape_1'), 'Shape', [at('transpose')], float),
    ...slice(at('steps'), at('Shape_1'), [0], [1], weights, { shrink_axis_mask: { i: '1' } }),
    constant(at('row_shape'), weights, [2], [-1, features]),
    constant(at('state_shape'), weights, [2], [-1, units]),
    op(at('TensorListFromTensor'), 'TensorListFromTensor', [at('transpose'), at('row_shape')], list),
    op(at('TensorArrayV2_1'), 'TensorListReserve', [at('state_shape'), at('steps')], list),
    constant(at('while/loop_counter'), weights, [], [0]),
    constant(at('while/maximum_iterations'), weights, [], [-1]),
    constant(at('time'), weights, [], [0]),
    constant(at('kernel'), weights, [features, 4 * units], drawn(features * 4 * units, seed), 'float32'),
    constant(at('recurrent_kernel'), weights, [units, 4 * units], drawn(units * 4 * units, seed + 1), 'float32'),
    constant(at('bias'), weights, [4 * units], drawn(4 * units, seed + 2), 'float32'),
    op(
      at('while'),
      'StatelessWhile',
      [
        'while/loop_counter',
        'while/maximum_iterations',
        'time',
        'TensorArrayV2_1',
        'zeros',
        'zeros',
        'steps',
        'TensorListFromTensor',
        'kernel',
        'recurrent_kernel',
        'bias',
      ].map(at),
      {
        cond: { func: { name: at('while_cond') } },
        body: { func: { name: at('while_body') } },
        T: {
          list: {
            type: [
              'INT32',
              'INT32',
              'INT32',
              'VARIANT',
              'FLOAT',
              'FLOAT',
              'INT32',
              'VARIANT',
              'FLOAT',
              'FLOAT',
              'FLOAT',
            ].map((one) => `DT_${one}`),
          },
        },
      },
    ),
    op(at('TensorListStack'), 'TensorListStack', [at('while:3'), at('state_shape')], {
      ...list,
      num_elements: { i: '-1' },
    }),
    op(at('transpose_1'), 'Transpose', [at('TensorListStack'), at('transpose/perm')], float),
  ];
  const own = (one: string) => `${at('while_body')}/${one}`;
  const body: NodeJson[] = [
    constant(own('one'), weights, [], [1]),
    constant(own('row_shape'), weights, [2], [-1, features]),
    constant(own('split_dim'), weights, [], [1]),
    op('row', 'TensorListGetItem', ['rows', 'time', `${own('row_shape')}:output:0`], list),
    op('MatMul', 'MatMul', ['row:item:0', 'kernel'], float),
    op('MatMul_1', 'MatMul', ['h', 'recurrent_kernel'], float),
    op('add', 'AddV2', ['MatMul:product:0', 'MatMul_1:product:0'], float),
    op('BiasAdd', 'BiasAdd', ['add:z:0', 'bias'], float),
    op('split', 'Split', [`${own('split_dim')}:output:0`, 'BiasAdd:output:0'], { ...float, num_split: { i: '4' } }),
    op('Sigmoid', 'Sigmoid', ['split:output:0'], float),
    op('Sigmoid_1', 'Sigmoid', ['split:output:1'], float),
    op('mul', 'Mul', ['Sigmoid_1:y:0', 'c'], float),
    op('Tanh', 'Tanh', ['split:output:2'], float),
    op('mul_1', 'Mul', ['Sigmoid:y:0', 'Tanh:y:0'], float),
    op('add_1', 'AddV2', ['mul:z:0', 'mul_1:z:0'], float),
    op('Sigmoid_2', 'Sigmoid', ['split:output:3'], float),
    op('Tanh_1', 'Tanh', ['add_1:z:0'], float),
    op('mul_2', 'Mul', ['Sigmoid_2:y:0', 'Tanh_1:y:0'], float),
    op('write', 'TensorListSetItem', ['states', 'time', 'mul_2:z:0'], list),
    op('add_2', 'AddV2', ['time', `${own('one')}:output:0`], integer),
    op('add_3', 'AddV2', ['loop_counter', `${own('one')}:output:0`], integer),
  ];
  const functions: FunctionJson[] = [
    {
      signature: { name: at('while_cond'), inputArg: variables.map(argument), outputArg: [argument('less')] },
      nodeDef: [
        op('Less', 'Less', ['time', 'steps'], integer),
        op('IsFinite', 'IsFinite', ['c'], float),
        op('LogicalAnd', 'LogicalAnd', ['Less:z:0', 'IsFinite:y:0']),
      ],
      ret: { less: endsByValues ? 'LogicalAnd:z:0' : 'Less:z:0' },
    },
    {
      signature: {
        name: at('while_body'),
        inputArg: variables.map(argument),
        outputArg: variables.map((one) => argument(`${one}_out`)),
      },
      nodeDef: body,
      ret: {
        ...Object.fromEntries(variables.map((one) => [`${one}_out`, one])),
        ...{
          loop_counter_out: 'add_3:z:0',
          time_out: 'add_2:z:0',
          states_out: 'write:output_handle:0',
          h_out: 'mul_2:z:0',
          c_out: 'add_1:z:0',
        },
      },
    },
  ];
  return { nodes, functions, output: at('transpose_1') };
}

/** The same with each loop as a frame, as TensorFlow lowers them; what never changes enters as a constant. */
function lowered(nodes: readonly NodeJson[], functions: readonly FunctionJson[]): NodeJson[] {
  const find = (name: string) => functions.find(({ signature }) => signature.name === name) as FunctionJson;
  const result = nodes.flatMap((loop): NodeJson[] => {
    if (loop.op !== 'StatelessWhile') return [loop];
    const { name, input = [], attr } = loop;
    const [condition, body] = ['cond', 'body'].map((key) => find(Object(attr?.[key]).func.name));
    const types: string[] = Object(attr?.T).list.type;
    const names = (body.signature.inputArg ?? []).map((one) => one.name);
    const isSteady = names.map((one) => /kernel|bias/.test(one));
    const at = (kind: string, variable: number) => `${name}/${kind}/_${variable}`;
    const T = (variable: number) => ({ T: type(types[variable]) });
    const frame = (is_constant: boolean) => ({
      frame_name: { s: Buffer.from(name).toString('base64') },
      is_constant: { b: is_constant },
      parallel_iterations: { i: '32' },
    });
    const placed = (place: string, values: readonly string[]) => (one: string) => {
      const variable = names.indexOf(one);
      if (variable >= 0) return isSteady[variable] ? at('enter', variable) : values[variable];
      const [node, , index = '0'] = one.split(':');
      return `${node.includes('/') ? node : `${name}/${place}/${node}`}${index === '0' ? '' : `:${index}`}`;
    };
    const written = ({ nodeDef = [] }: FunctionJson, place: string, values: readonly string[]) =>
      nodeDef.map((node) =>
        node.op === 'Const'
          ? { ...node, input: [`^${name}/loop_body_control`] }
          : { ...node, name: `${name}/${place}/${node.name}`, input: node.input?.map(placed(place, values)) },
      );
    const [merges, switches] = ['merge', 'switch'].map((kind) =>
      names.map((_, variable) => `${at(kind, variable)}${kind === 'switch' ? ':1' : ''}`),
    );
    const decision = `${name}/LoopCond`;
    return [
      ...written(condition, 'cond', merges),
      op(decision, 'LoopCond', [placed('cond', merges)(Object.values(condition.ret ?? {})[0])]),
      ...written(body, 'body', switches),
      op(`${name}/loop_body_control`, 'Identity', [switches[0]]), // what a run waits for
      ...names.flatMap((one, variable) => {
        const enter = op(at('enter', variable), 'Enter', [input[variable]], {
          ...T(variable),
          ...frame(isSteady[variable]),
        });
        if (isSteady[variable]) return [enter];
        return [
          enter,
          op(at('merge', variable), 'Merge', [enter.name, at('next_iteration', variable)], {
            ...T(variable),
            N: { i: '2' },
          }),
          op(at('switch', variable), 'Switch', [at('merge', variable), decision], T(variable)),
          op(
            at('next_iteration', variable),
            'NextIteration',
            [placed('body', switches)(body.ret?.[`${one}_out`] ?? one), `^${name}/loop_body_control`],
            T(variable),
          ),
          op(at('exit', variable), 'Exit', [at('switch', variable)], T(variable)),
        ];
      }),
    ];
  });
  const ends = (one: string) => one.replace(/^(.*\/while):(\d+)$/, '$1/exit/_$2');
  return result.map((node) => ({ ...node, input: node.input?.map(ends) }));
}
