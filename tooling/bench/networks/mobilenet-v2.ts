import { input, layers, model, type SymbolicTensor } from '@tensorflow/tfjs-layers';
import { convolution, dense, depthwise } from './blocks';

const stages = [
  { expansion: 1, filters: 16, blocks: 1, strides: 1 },
  { expansion: 6, filters: 24, blocks: 2, strides: 2 },
  { expansion: 6, filters: 32, blocks: 3, strides: 2 },
  { expansion: 6, filters: 64, blocks: 4, strides: 2 },
  { expansion: 6, filters: 96, blocks: 3, strides: 1 },
  { expansion: 6, filters: 160, blocks: 3, strides: 2 },
  { expansion: 6, filters: 320, blocks: 1, strides: 1 },
];

type Layer = ReturnType<typeof convolution> | ReturnType<typeof depthwise>;

function normalized(x: SymbolicTensor, layer: Layer): SymbolicTensor {
  return layers.batchNormalization().apply(layer.apply(x)) as SymbolicTensor;
}

function clipped(x: SymbolicTensor): SymbolicTensor {
  return layers.reLU({ maxValue: 6 }).apply(x) as SymbolicTensor;
}

function pointwise(filters: number) {
  return convolution(filters, 1, { useBias: false });
}

function invertedResidual(x: SymbolicTensor, expansion: number, filters: number, strides: number): SymbolicTensor {
  const channels = x.shape[3] as number;
  const expanded = expansion === 1 ? x : clipped(normalized(x, pointwise(expansion * channels)));
  const filtered = clipped(normalized(expanded, depthwise(3, strides)));
  const projected = normalized(filtered, pointwise(filters));
  return strides === 1 && channels === filters ? (layers.add().apply([x, projected]) as SymbolicTensor) : projected;
}

/**
 * MobileNetV2.
 *
 * @see M. Sandler et al.: MobileNetV2: Inverted Residuals and Linear Bottlenecks (2018)
 */
export function mobilenetV2() {
  const image = input({ shape: [224, 224, 3] });
  let x = clipped(normalized(image, convolution(32, 3, { strides: 2, useBias: false })));
  for (const { expansion, filters, blocks, strides } of stages) {
    for (let block = 0; block < blocks; block++) {
      x = invertedResidual(x, expansion, filters, block === 0 ? strides : 1);
    }
  }
  const features = clipped(normalized(x, pointwise(1280)));
  const pooled = layers.globalAveragePooling2d({}).apply(features);
  return model({ inputs: image, outputs: dense(1000, 'linear').apply(pooled) as SymbolicTensor });
}
