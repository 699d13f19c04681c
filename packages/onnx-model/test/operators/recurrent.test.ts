import type { Attributes } from 'onnx-format';
import { describeBackends } from '../../../../tooling/jest/backends';
import { expectSame, floats, integers } from '../support/against-onnxruntime';

const [time, batch, features, units] = [4, 2, 3, 2];
const gates = { RNN: 1, GRU: 3, LSTM: 4 } as const;

describeBackends('recurrent layers', () => {
  describe.each(['RNN', 'GRU', 'LSTM'] as const)('%s', (op) => {
    const weights = (directions: number) => [
      floats([directions, gates[op] * units, features]),
      floats([directions, gates[op] * units, units]),
      floats([directions, 2 * gates[op] * units]),
    ];
    const outputs = op === 'LSTM' ? 3 : 2;
    const use = (directions: number, attributes: Record<string, number | string> = {}) => ({
      op,
      opset: 14,
      shape: [time, batch, features],
      constants: weights(directions),
      attributes: { hidden_size: units, ...attributes },
      outputs,
    });

    it.each([
      ['forward', 1],
      ['reverse', 1],
      ['bidirectional', 2],
    ])('%s', async (direction, directions) => {
      await expectSame(use(directions, { direction }));
      const [w, r] = weights(directions);
      await expectSame({ ...use(directions, { direction }), constants: [w, r] });
    });

    it('with a state to begin with, and with series of several lengths', async () => {
      const state = floats([2, batch, units]);
      const states = op === 'LSTM' ? [state, floats([2, batch, units])] : [state];
      const lengths = { ...integers([3, 4]), type: 'int32', data: Int32Array.of(3, 4) } as const;
      const both = use(2, { direction: 'bidirectional' });
      await expectSame({ ...both, constants: [...weights(2), null, ...states] });
      await expectSame({ ...both, constants: [...weights(2), lengths, ...states] });
    });

    it('with other functions', async () => {
      const names = { RNN: ['Relu'], GRU: ['HardSigmoid', 'Relu'], LSTM: ['Sigmoid', 'Softsign', 'Tanh'] }[op];
      const attributes = { hidden_size: { type: 'int', value: units }, activations: { type: 'strings', value: names } };
      await expectSame({ ...use(1), attributes: attributes as Attributes });
    });
  });

  it('GRU that resets after the product', async () => {
    const constants = [floats([1, 6, 3]), floats([1, 6, 2]), floats([1, 12])];
    const attributes = { hidden_size: 2, linear_before_reset: 1 };
    await expectSame({ op: 'GRU', opset: 14, shape: [4, 2, 3], constants, attributes, outputs: 2 });
  });

  it('LSTM with peepholes', async () => {
    const weights = [floats([1, 8, 3]), floats([1, 8, 2]), floats([1, 16])];
    const constants = [...weights, null, null, null, floats([1, 6])];
    await expectSame({
      op: 'LSTM',
      opset: 14,
      shape: [4, 2, 3],
      constants,
      attributes: { hidden_size: 2 },
      outputs: 3,
    });
  });
});
