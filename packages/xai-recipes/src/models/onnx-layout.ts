import type { OnnxGraph } from 'onnx-format';
import type { Layout } from '../recipe/model-recipe';
import { layoutOf } from './guess-layout';
import type { Shape } from './shape';

/** Operators that know channels, which in ONNX come first. */
const ofChannels =
  /^(QLinear)?(Conv|ConvTranspose|ConvInteger|FusedConv|MaxPool|AveragePool|LpPool|GlobalMaxPool|GlobalAveragePool|BatchNormalization|InstanceNormalization|GroupNormalization|LRN|PRelu)$/;
/** Operators that leave axes where they are. */
const placewise =
  /^(Add|Sub|Mul|Div|Pow|Sqrt|Log|Neg|Abs|Clip|Cast|Identity|Pad|Resize|Upsample|QuantizeLinear|DequantizeLinear)$/;

/**
 * The layout of an input of images or series: that of the first operators that read it, if these know channels; else what its shape speaks for.
 *
 * @param shape of the input, `[batch, ...]`
 */
export function onnxLayout({ nodes }: OnnxGraph, input: string, shape: Shape | undefined): Layout {
  if (shape?.length !== 3 && shape?.length !== 4) return 'channels-last';
  const asGiven = new Set([input]);
  for (const { op, inputs, outputs } of nodes) {
    if (!inputs.some((name) => asGiven.has(name))) continue;
    if (ofChannels.test(op)) return 'channels-first';
    if (placewise.test(op)) asGiven.add(outputs[0]);
  }
  return layoutOf(shape);
}
