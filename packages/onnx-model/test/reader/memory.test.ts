import '@tensorflow/tfjs-backend-cpu';
import { memory, ones, profile, type Tensor, tensor2d } from '@tensorflow/tfjs-core';
import { makeNode, type OnnxNode, type OnnxTensor, writeModel } from 'onnx-format';
import { differentiate, record } from 'tfjs-gradients';
import { readOnnx } from '../../src';
import { floats } from '../support/against-onnxruntime';

const [rows, side, depth] = [64, 32, 24];
const bytesOfOne = 4 * rows * side;

const modelOf = (nodes: readonly OnnxNode[], constants: Record<string, OnnxTensor>): Uint8Array =>
  writeModel({
    graph: {
      name: 'test',
      nodes,
      initializers: new Map(Object.entries(constants)),
      inputs: [{ name: 'x', type: 'float32', shape: ['batch', side] }],
      outputs: [{ name: 'y', type: 'float32', shape: ['batch', side] }],
    },
  });

/** A chain of products; each takes what came before, and the one before that. */
function deep(): Uint8Array {
  const half = floats(
    [side, side],
    Array.from({ length: side * side }, (_, at) => Number(at % (side + 1) === 0) / 2),
  );
  const nodes = Array.from({ length: depth }, (_, at) => {
    const [before, last] = [at < 2 ? 'x' : `s${at - 2}`, at === 0 ? 'x' : `s${at - 1}`];
    return [
      makeNode('MatMul', [last, 'half'], [`h${at}`]),
      makeNode('Transpose', [`h${at}`], [`t${at}`]), // shares the tensor
      makeNode('Transpose', [`t${at}`], [`u${at}`]),
      makeNode('Add', [`u${at}`, before], [`a${at}`]),
      makeNode('Relu', [`a${at}`], [at === depth - 1 ? 'y' : `s${at}`]),
    ];
  });
  return modelOf(nodes.flat(), { half });
}

/** The most bytes that a call holds beside what was there. */
async function peakOf(call: () => Tensor): Promise<number> {
  let result: Tensor | undefined;
  const { numBytes } = memory();
  const { peakBytes } = await profile(() => {
    result = call();
    return result;
  });
  result?.dispose();
  return peakBytes - numBytes;
}

describe('what is inside of a model is freed when nothing takes it any more', () => {
  it('in a call, which holds a few values at once, however deep the model is', async () => {
    const model = await readOnnx(deep());
    const x = ones([rows, side]);
    const peak = await peakOf(() => model(x));
    expect(peak).toBeGreaterThan(0);
    expect(peak).toBeLessThan(bytesOfOne * 10); // of 5 * depth = 120 values
    x.dispose();
    model.dispose();
  });

  it('and derivatives and recordings are as they would be', async () => {
    const model = await readOnnx(deep());
    const x = tensor2d(
      Array.from({ length: 2 * side }, (_, at) => Math.sin(at) + 1.5),
      [2, side],
    );
    const { value, gradient, cotangent } = differentiate((input) => model(input), x);
    // all is positive, and linear: s[n] = s[n - 1] / 2 + s[n - 2]
    let [before, last] = [1, 1];
    for (let at = 0; at < depth; at++) [before, last] = [last, last / 2 + before];
    Array.from(gradient.dataSync()).forEach((slope) => void expect(slope / last).toBeCloseTo(1, 5));
    const recording = record((input) => model(input), [x]);
    expect(recording.operations.filter(({ kernel }) => kernel === 'Relu')).toHaveLength(depth);
    const found = recording.operations.map(({ outputs: [one] }) => one.tensor.dataSync().every(Number.isFinite));
    expect(found.every(Boolean)).toBe(true);
    recording.dispose();
    for (const one of [value, gradient, cotangent, x, model]) one.dispose();
  });
});
