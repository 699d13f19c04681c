import { input, layers, model, type SymbolicTensor } from '@tensorflow/tfjs-layers';
import { type ConvolutionOptions, convolutionNormalized, dense, maxPool } from './blocks';

type Kernel = number | [number, number];
type Step = [filters: number, kernel: Kernel, options?: ConvolutionOptions];

const reduce: ConvolutionOptions = { strides: 2, padding: 'valid', activation: 'relu' };

function chain(x: SymbolicTensor, ...steps: Step[]): SymbolicTensor {
  return steps.reduce((y, [filters, kernel, options]) => convolutionNormalized(y, filters, kernel, options), x);
}

function join(...branches: SymbolicTensor[]): SymbolicTensor {
  return layers.concatenate({ axis: 3 }).apply(branches) as SymbolicTensor;
}

function averaged(x: SymbolicTensor, filters: number): SymbolicTensor {
  const pooled = layers.averagePooling2d({ poolSize: 3, strides: 1, padding: 'same' }).apply(x);
  return chain(pooled as SymbolicTensor, [filters, 1]);
}

function pooled(x: SymbolicTensor): SymbolicTensor {
  return maxPool(3, 2).apply(x) as SymbolicTensor;
}

function moduleA(x: SymbolicTensor, poolFilters: number): SymbolicTensor {
  return join(
    chain(x, [64, 1]),
    chain(x, [48, 1], [64, 5]),
    chain(x, [64, 1], [96, 3], [96, 3]),
    averaged(x, poolFilters),
  );
}

function moduleB(x: SymbolicTensor, n: number): SymbolicTensor {
  const [row, column]: Kernel[] = [
    [1, 7],
    [7, 1],
  ];
  const long = chain(x, [n, 1], [n, column], [n, row], [n, column], [192, row]);
  return join(chain(x, [192, 1]), chain(x, [n, 1], [n, row], [192, column]), long, averaged(x, 192));
}

function moduleC(x: SymbolicTensor): SymbolicTensor {
  const fork = (y: SymbolicTensor) => [chain(y, [384, [1, 3]]), chain(y, [384, [3, 1]])];
  return join(chain(x, [320, 1]), ...fork(chain(x, [384, 1])), ...fork(chain(x, [448, 1], [384, 3])), averaged(x, 192));
}

/**
 * InceptionV3.
 *
 * @see C. Szegedy et al.: Rethinking the Inception Architecture for Computer Vision (2015)
 */
export function inceptionV3() {
  const image = input({ shape: [299, 299, 3] });
  const valid: ConvolutionOptions = { padding: 'valid', activation: 'relu' };
  const stem = pooled(chain(image, [32, 3, reduce], [32, 3, valid], [64, 3]));
  let x = pooled(chain(stem, [80, 1, valid], [192, 3, valid]));
  for (const poolFilters of [32, 64, 64]) x = moduleA(x, poolFilters);
  x = join(chain(x, [384, 3, reduce]), chain(x, [64, 1], [96, 3], [96, 3, reduce]), pooled(x));
  for (const filters of [128, 160, 160, 192]) x = moduleB(x, filters);
  const wide = chain(x, [192, 1], [192, [1, 7]], [192, [7, 1]], [192, 3, reduce]);
  x = join(chain(x, [192, 1], [320, 3, reduce]), wide, pooled(x));
  x = moduleC(moduleC(x));
  const features = layers.globalAveragePooling2d({}).apply(x);
  return model({ inputs: image, outputs: dense(1000, 'linear').apply(features) as SymbolicTensor });
}
