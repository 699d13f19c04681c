import {
  dispose,
  disposeVariables,
  expandDims,
  reshape,
  type Tensor,
  tidy,
  tile,
  zerosLike,
} from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { describeBackends } from '../../../../tooling/jest/backends';
import { isLayersModel, LayerGraph, LayerNotFoundError, ModelError, toModelView } from '../../src';
import { modelCases } from '../support/layers-models';
import { expectClose, randomTensor } from '../support/tensors';

describeBackends('LayerGraph', () => {
  test.each(modelCases)('$name: the outputs are those of predict, time after time', async ({ build }) => {
    const { model, input } = build();
    const graph = new LayerGraph(model);
    const view = toModelView(model, (output) => output as Tensor);
    for (let time = 0; time < 2; time++) {
      expectClose(
        tidy(() => graph.run([input])[0]),
        model.predict(input) as Tensor,
      );
      expectClose(await view.predict(input), model.predict(input) as Tensor);
    }
    disposeVariables();
    input.dispose();
  });

  test.each(modelCases)('$name: cut at any node, head and tail give the whole', ({ build }) => {
    const { model, input } = build();
    const graph = new LayerGraph(model);
    for (const node of graph.nodes) {
      const [output, activation, given] = tidy(() => {
        const { activation, tail } = graph.split(node).head([input]);
        let seen: Tensor | undefined;
        graph.run([input], (one, [result]) => {
          if (one === node) seen = result;
          return undefined;
        });
        return [tail(activation)[0].clone(), activation.clone(), (seen as Tensor).clone()];
      });
      expectClose(activation, given);
      expectClose(output, model.predict(input) as Tensor);
    }
    disposeVariables();
    input.dispose();
  });
});

describe('a walk', () => {
  const { add, dense } = tfl.layers;

  test('sees every use of every layer, and may change what flows on', () => {
    const model = tfl.sequential({
      layers: [dense({ units: 2, inputShape: [2], useBias: false, name: 'one' }), dense({ units: 1, name: 'two' })],
    });
    const input = randomTensor([1, 2]);
    const paths: string[] = [];
    const [output] = tidy(() =>
      new LayerGraph(model).run([input], ({ path }, [result], [given]) => {
        paths.push(path);
        expect(given.shape).toEqual([1, 2]);
        return path === 'one' ? [zerosLike(result)] : undefined;
      }),
    );
    expect(paths).toEqual(['one', 'two']);
    expect(Array.from(output.dataSync())).toEqual([0]);
    disposeVariables();
    dispose([input, output]);
  });

  test('goes on with another number of samples behind a cut, past which branches lead', () => {
    const input = tfl.input({ shape: [2] });
    const branch = dense({ units: 2, name: 'branch' }).apply(input) as tfl.SymbolicTensor;
    const model = tfl.model({ inputs: input, outputs: add().apply([branch, input]) as tfl.SymbolicTensor });
    const graph = new LayerGraph(model);
    const samples = randomTensor([2, 2]);
    const [actual, expected] = tidy(() => {
      const { activation, tail } = graph.split(graph.find('branch')).head([samples]);
      const threeTimes = (tensor: Tensor) => reshape(tile(expandDims(tensor, 1), [1, 3, 1]), [6, 2]);
      return [tail(threeTimes(activation))[0], threeTimes(graph.run([samples])[0])];
    });
    expectClose(actual, expected);
    disposeVariables();
    samples.dispose();
  });

  test('wants as many inputs as the model has', () => {
    const model = tfl.sequential({ layers: [dense({ units: 2, inputShape: [2] })] });
    expect(() => new LayerGraph(model).run([])).toThrow(ModelError);
    disposeVariables();
  });
});

describe('find', () => {
  const { dense } = tfl.layers;
  const inner = (name: string) =>
    tfl.sequential({
      name,
      layers: [dense({ units: 2, inputShape: [2], name: `${name}-first` }), dense({ units: 2, name: `${name}-last` })],
    });

  test.each([
    ['after', 'after'],
    [2, 'after'],
    [-1, 'after'],
    ['head', 'head/head-last'],
    [0, 'head/head-last'],
    ['head/head-first', 'head/head-first'],
    ['head-first', 'head/head-first'],
    ['middle', 'middle/middle-last'],
    [1, 'middle/middle-last'],
    ['middle-first', 'middle/middle-first'],
  ])('%p is %p', (layer, path) => {
    const model = tfl.sequential({ layers: [inner('head'), inner('middle'), dense({ units: 1, name: 'after' })] });
    expect(new LayerGraph(model).find(layer).path).toBe(path);
    disposeVariables();
  });

  test('of a layer that is used twice it is the last use', () => {
    const input = tfl.input({ shape: [2] });
    const shared = dense({ units: 2, name: 'shared' });
    const model = tfl.model({ inputs: input, outputs: shared.apply(shared.apply(input)) as tfl.SymbolicTensor });
    const graph = new LayerGraph(model);
    expect(graph.nodes.map(({ path }) => path)).toEqual(['shared', 'shared']);
    expect(graph.find('shared')).toBe(graph.nodes[1]);
    disposeVariables();
  });

  test.each(['nowhere', 99, -99])('%p is not there: the message lists the layers', (layer) => {
    const model = inner('model');
    const find = () => new LayerGraph(model).find(layer);
    expect(find).toThrow(LayerNotFoundError);
    expect(find).toThrow(`Layer ${JSON.stringify(layer)} is not in the model. Its layers: model-first, model-last.`);
    disposeVariables();
  });
});

test('isLayersModel knows models from all else', () => {
  const model = tfl.sequential();
  expect(isLayersModel(model)).toBe(true);
  for (const other of [undefined, null, 1, {}, () => 1, tfl.layers.dense({ units: 1 })])
    expect(isLayersModel(other)).toBe(false);
});
