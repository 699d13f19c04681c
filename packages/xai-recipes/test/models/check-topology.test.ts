import { disposeVariables } from '@tensorflow/tfjs-core';
import { layers, model as modelOf, type SymbolicTensor, sequential } from '@tensorflow/tfjs-layers';
import { ModelFileError } from '../../src';
import { checkTopology } from '../../src/models/check-topology';
import { useCpu } from '../support/use-cpu';

beforeAll(useCpu);

const layer = (name: string, takes: unknown, class_name = 'Dense') => ({
  class_name,
  name,
  config: { name },
  inbound_nodes: takes,
});
const from = (...names: string[]) => [names.map((name) => [name, 0, 0, {}])];
const model = (...all: unknown[]) => ({ class_name: 'Model', config: { name: 'm', layers: all } });
const input = layer('x', [], 'InputLayer');

function error(topology: unknown): Error {
  try {
    checkTopology('model.json', topology);
  } catch (reason) {
    return reason as Error;
  }
  return new Error('nothing is wrong');
}

test.each([
  ['two layers that take each other', model(input, layer('a', from('x', 'b')), layer('b', from('a')))],
  ['a layer that takes itself', model(input, layer('a', from('a')))],
  ['a use that there is not', model(input, layer('a', from('x')), layer('b', [[['a', 1, 0, {}]]]))],
  ['an unknown layer', model(input, layer('a', from('y')))],
  ['two of a name', model(input, layer('a', from('x')), layer('a', from('x')))],
  ['another name inside', model(input, { ...layer('a', from('x')), config: { name: 'b' } })],
  ['no name', model(input, { ...layer('a', from('x')), name: 5 })],
  ['a name that every object has', model(input, layer('__proto__', from('x')))],
  ['a text in the place of values', model(input, layer('a', ['x']))],
  ['an index that is none', model(input, layer('a', [[['x', -1, 0]]]))],
  ['a model inside', model(input, { ...model(layer('a', from('a'))), name: 'inner', inbound_nodes: from('x') })],
  [
    'a model in a wrapper',
    model(input, { ...layer('t', from('x')), config: { name: 't', layer: model(layer('a', from('a'))) } }),
  ],
  [
    'a sequential model without layers that is used before',
    model({
      class_name: 'Sequential',
      name: 's',
      config: { name: 's', layers: [] },
      inbound_nodes: [[['s', 0, 0]]],
    }),
  ],
])('%s is refused', (_, topology) => {
  for (const one of [topology, { model_config: topology }]) expect(error(one)).toBeInstanceOf(ModelFileError);
});

test('a circle of fifty thousand layers, and a way of fifty thousand in the worst order, take no longer than to read them', () => {
  const names = Array.from({ length: 50_000 }, (_, at) => `l${at}`);
  const way = names.map((name, at) => layer(name, from(names[at + 1] ?? 'x')));
  expect(error(model(...way, input)).message).toBe('nothing is wrong');
  expect(error(model(...way)).message).toContain('the name of one of its layers');
  expect(error(model(...way.slice(0, -1), layer('l49999', from('l0')))).message).toContain('which never comes');
});

test('models of models in models are refused when they are too deep', () => {
  let deep: object = model(input);
  for (let depth = 0; depth < 10_000; depth++) deep = model({ ...deep, name: 'm', inbound_nodes: [] });
  expect(error(deep).message).toContain('more than 100 deep');
});

test('what tfjs-layers builds passes: shared layers, nested models, wrappers', () => {
  const shared = layers.dense({ units: 3 });
  const inner = sequential({ layers: [layers.dense({ units: 3, inputShape: [3] })] });
  const x = layers.input({ shape: [3] });
  const uses = [shared.apply(x), inner.apply(shared.apply(shared.apply(x)))];
  const sum = layers.add().apply(uses as SymbolicTensor[]);
  const whole = modelOf({ inputs: x, outputs: sum as SymbolicTensor });
  const series = layers.input({ shape: [4, 3] });
  const each = layers.timeDistributed({ layer: layers.dense({ units: 2 }) }).apply(series) as SymbolicTensor;
  const steps = modelOf({ inputs: series, outputs: each });
  for (const one of [whole, steps]) expect(error(one.toJSON(undefined, false)).message).toBe('nothing is wrong');
  disposeVariables();
});
