import { reshape, tidy, transpose } from '@tensorflow/tfjs-core';
import type { LayersModel, layers } from '@tensorflow/tfjs-layers';
import { type Attributes, float, int, ints, makeNode, type OnnxNode, type OnnxTensor, writeModel } from 'onnx-format';

type Layer = InstanceType<typeof layers.Layer>;

/** A chain of tfjs-layers as an ONNX file with channels first, as PyTorch would export it. */
export function writeLayersModel(model: LayersModel): Uint8Array {
  const nodes: OnnxNode[] = [];
  const initializers = new Map<string, OnnxTensor>();
  let value = 'x';
  let shape = model.layers[0].outputShape as number[];

  const add = (op: string, layer: Layer, weights: readonly OnnxTensor[] = [], attributes: Attributes = {}) => {
    const names = weights.map((tensor, index) => {
      initializers.set(`${layer.name}.${index}`, tensor);
      return `${layer.name}.${index}`;
    });
    nodes.push({ ...makeNode(op, [value, ...names], [`${layer.name}.out`], attributes), name: layer.name });
    value = `${layer.name}.out`;
  };

  for (const layer of model.layers.filter((one) => one.getClassName() !== 'InputLayer')) {
    const config = layer.getConfig();
    const weights = layer.getWeights();
    switch (layer.getClassName()) {
      case 'Conv2D':
        add(
          'Conv',
          layer,
          weights.map((weight) => moved(weight, weight.rank === 4 ? [3, 2, 0, 1] : [0])),
          {
            kernel_shape: ints(config.kernelSize as number[]),
            auto_pad: { type: 'string', value: config.padding === 'same' ? 'SAME_UPPER' : 'VALID' },
          },
        );
        break;
      case 'BatchNormalization':
        add(
          'BatchNormalization',
          layer,
          weights.map((weight) => moved(weight, [0])),
          { epsilon: float(config.epsilon as number) },
        );
        break;
      case 'ReLU':
        add('Relu', layer);
        break;
      case 'MaxPooling2D':
        add('MaxPool', layer, [], {
          kernel_shape: ints(config.poolSize as number[]),
          strides: ints(config.strides as number[]),
        });
        break;
      case 'Flatten':
        add('Flatten', layer);
        shape = [layer.input].flat()[0].shape as number[];
        break;
      case 'Dense': {
        const [kernel, ...bias] = weights;
        add('Gemm', layer, [denseKernel(kernel, shape), ...bias.map((weight) => moved(weight, [0]))], {
          transB: int(1),
        });
        shape = [];
        break;
      }
      default:
        throw new Error(`no ONNX for ${layer.getClassName()}`);
    }
  }
  const [, height, width, channels] = model.inputs[0].shape as number[];
  return writeModel({
    graph: {
      name: 'layers',
      nodes,
      initializers,
      inputs: [{ name: 'x', type: 'float32', shape: ['batch', channels, height, width] }],
      outputs: [{ name: value, type: 'float32', shape: ['batch', (model.outputs[0].shape as number[])[1]] }],
    },
  });
}

type Weight = ReturnType<Layer['getWeights']>[number];

function moved(weight: Weight, order: number[]): OnnxTensor {
  return stored(() => transpose(weight, order));
}

/** The kernel of a dense layer, of features with channels first where it follows feature maps. */
function denseKernel(kernel: Weight, [, height, width, channels]: readonly number[]): OnnxTensor {
  const [inputs, units] = kernel.shape as [number, number];
  return stored(() => {
    const maps = () => transpose(reshape(kernel, [height, width, channels, units]), [2, 0, 1, 3]);
    return transpose(reshape(channels === undefined ? kernel : maps(), [inputs, units]), [1, 0]);
  });
}

function stored(compute: () => Weight): OnnxTensor {
  const tensor = tidy(compute);
  const data = Float32Array.from(tensor.dataSync());
  tensor.dispose();
  return { type: 'float32', shape: tensor.shape, data };
}
