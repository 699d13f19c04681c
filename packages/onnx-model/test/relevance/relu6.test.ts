import { tensor } from '@tensorflow/tfjs-core';
import { Deconvnet, Gradient, GuidedBackprop } from 'explainable-ai';
import { float, makeNode, type OnnxNode, type OnnxTensor, string } from 'onnx-format';
import { type Analyzer, analyze } from 'xai-base';
import { describeBackends } from '../../../../tooling/jest/backends';
import { type DifferentiableModel, readOnnx } from '../../src';
import { floats } from '../support/against-onnxruntime';
import { graph } from '../support/graphs';

const weights = [2, -3, 5, -7, 11, -13];

/** What cuts x off, then a product with the weights. */
const weighted = (cutOff: OnnxNode, constants: Record<string, OnnxTensor>) =>
  readOnnx(
    graph(
      { x: ['float32', 'batch', 6] },
      [cutOff, makeNode('MatMul', ['kept', 'weights'], ['y'])],
      { y: ['float32', 'batch', 1] },
      { ...constants, weights: floats([6, 1], weights) },
    ),
  );

/** `weights * clip(x, 0, most)`, summed, as PyTorch writes a ReLU6 and what follows it. */
const clipped = (most: number) =>
  weighted(makeNode('Clip', ['x', 'low', 'high'], ['kept']), { low: floats([], [0]), high: floats([], [most]) });

/** The same where onnxruntime made it a part of the product before it, here with the identity. */
function fused(most: number): Promise<DifferentiableModel> {
  const attributes = { activation: string('Clip'), activation_alpha: float(0), activation_beta: float(most) };
  const same = Array.from({ length: 36 }, (_, at) => Number(at % 7 === 0));
  const node = { ...makeNode('FusedGemm', ['x', 'same'], ['kept'], attributes), domain: 'com.microsoft' };
  return weighted(node, { same: floats([6, 6], same) });
}

describeBackends('a number cut off at 0 and 6 is a ReLU6', () => {
  async function explained(
    most: number,
    analyzer: (model: DifferentiableModel) => Analyzer,
    made = clipped,
  ): Promise<number[]> {
    const model = await made(most);
    const x = tensor([[-1, 0, 3, 4, most, most + 1]]);
    const explanation = await analyze(x, analyzer(model));
    const values = Array.from(explanation.val.dataSync());
    x.dispose();
    explanation.dispose();
    model.dispose();
    return values.map((value) => value + 0);
  }

  it('its slope is 0 at both limits, which belong to what is kept of others', async () => {
    expect(await explained(6, (model) => new Gradient(model))).toEqual([0, 0, 5, -7, 0, 0]);
    expect(await explained(5, (model) => new Gradient(model))).toEqual([0, -3, 5, -7, 11, 0]);
  });

  it('also as a part of the product before it', async () => {
    expect(await explained(6, (model) => new Gradient(model), fused)).toEqual([0, 0, 5, -7, 0, 0]);
    expect(await explained(5, (model) => new Gradient(model), fused)).toEqual([0, -3, 5, -7, 11, 0]);
  });

  it('methods for ReLUs keep its positive slopes alone', async () => {
    expect(await explained(6, (model) => new GuidedBackprop(model))).toEqual([0, 0, 5, 0, 0, 0]);
    expect(await explained(6, (model) => new Deconvnet(model))).toEqual([2, 0, 5, 0, 11, 0]);
  });
});
