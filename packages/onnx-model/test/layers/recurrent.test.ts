import { readFileSync } from 'node:fs';
import path from 'node:path';
import { cast, dispose, sum, type Tensor, tensor, tidy } from '@tensorflow/tfjs-core';
import { IntegratedGradients, TokenAttribution } from 'explainable-ai';
import { int, ints, makeNode, string } from 'onnx-format';
import { LRP, stripSoftmax } from 'relevance-propagation';
import { analyze } from 'xai-base';
import { describeBackends } from '../../../../tooling/jest/backends';
import { expectWithin, restore, type StoredTensor, valuesOf } from '../../../../tooling/jest/conformance';
import { readOnnx, toLayersModel, UnsupportedOperatorError } from '../../src';
import { floats, integers, randomNumbers } from '../support/against-onnxruntime';
import { graph } from '../support/graphs';

const folder = path.join(__dirname, '../fixtures/torch');

interface Expected {
  readonly input: StoredTensor;
  readonly output: StoredTensor;
}

const expected: Record<string, Expected> = JSON.parse(readFileSync(path.join(folder, 'expected.json'), 'utf8'));

describeBackends('recurrent layers of models that PyTorch exported', () => {
  it.each([
    ['lstm', 'LSTM Dense'],
    ['rnn', 'SimpleRNN Dense'],
    ['text', 'Embedding Bidirectional GlobalAveragePooling1D Dense Activation'],
  ])('%s compute what PyTorch does', async (name, classes) => {
    const model = await toLayersModel(path.join(folder, `${name}.onnx`));
    const found = model.layers.slice(1).map((layer) => layer.getClassName());
    expect(found.join(' ')).toBe(classes);
    const { input, output } = expected[name];
    tidy(() => {
      const x = restore(input);
      const y = model.predict(name === 'text' ? cast(x, 'int32') : x) as Tensor;
      expectWithin(y.dataSync(), valuesOf(output), { rtol: 1e-4, atol: 1e-5 });
    });
    model.dispose();
  });

  it('are analyzed by LRP', async () => {
    const model = await toLayersModel(path.join(folder, 'lstm.onnx'));
    const x = restore(expected.lstm.input);
    const explanation = await analyze(x, new LRP(model));
    expect(explanation.val.shape).toEqual(x.shape);
    explanation.dispose();
    x.dispose();
    model.dispose();
  });

  it('of text have the tokens explained', async () => {
    const model = await toLayersModel(path.join(folder, 'text.onnx'));
    const logits = stripSoftmax(model);
    const x = tensor([1, 5, 3, 2], [1, 4], 'int32');
    const analyzer = new TokenAttribution(logits, (embedded) => new IntegratedGradients(embedded, 32));
    const explanation = await analyze(x, analyzer, 0);
    expect(explanation.val.shape).toEqual([1, 4]);
    const [total] = tidy(() => sum(explanation.val).dataSync());
    expect(Math.abs(total)).toBeGreaterThan(0);
    explanation.dispose();
    dispose(x);
    for (const one of [model, logits]) one.dispose();
  });
});

describeBackends('a GRU', () => {
  const [features, units] = [3, 2];

  const gru = (directions: number, resetsAfter: number) =>
    graph(
      { x: ['float32', 'batch', 4, features] },
      [
        makeNode('Transpose', ['x'], ['t'], { perm: ints([1, 0, 2]) }),
        makeNode('GRU', ['t', 'w', 'r', 'b'], ['y', 'h'], {
          hidden_size: int(units),
          linear_before_reset: int(resetsAfter),
          direction: string(directions === 2 ? 'bidirectional' : 'forward'),
        }),
        makeNode('Squeeze', ['h', 'first'], ['state']),
      ],
      { state: ['float32', 'batch', units] },
      {
        w: floats([directions, 3 * units, features]),
        r: floats([directions, 3 * units, units]),
        b: floats([directions, 6 * units]),
        first: integers([0]),
      },
    );

  it('that resets before the product is a layer', async () => {
    const [layers, model] = [await toLayersModel(gru(1, 0)), await readOnnx(gru(1, 0))];
    const x = tensor(randomNumbers(24), [2, 4, features]);
    const [y, wanted] = [layers.predict(x) as Tensor, model(x)];
    expectWithin(y.dataSync(), wanted.dataSync(), { rtol: 1e-5, atol: 1e-6 });
    dispose([x, y, wanted]);
    for (const one of [layers, model]) one.dispose();
  });

  it('that resets after it, as that of PyTorch does, has none', async () => {
    const error = await toLayersModel(gru(1, 1)).catch((reason) => reason);
    expect(error).toBeInstanceOf(UnsupportedOperatorError);
    expect(error.operators).toEqual([{ op: 'GRU', domain: '', count: 1, reason: 'that resets after the product' }]);
  });
});
