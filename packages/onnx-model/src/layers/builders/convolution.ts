import { squeeze, type Tensor } from '@tensorflow/tfjs-core';
import type { SymbolicTensor } from '@tensorflow/tfjs-layers';
import { filterOfConv, filterOfDepthwise } from '../../operators/convolution/filter';
import { extentOf, type Window, windowsOf } from '../../operators/convolution/window';
import { Unsupported } from '../../operators/unsupported';
import type { Build, LayerBuilder } from '../layer-builder';
import { LayerOutput } from '../layer-values';
import { channelsLast, constant } from './input';
import { paddedFor } from './padding';

/** `Conv`: Conv1D, Conv2D or DepthwiseConv2D. */
export const conv: LayerBuilder = (build) => {
  const { node, maker } = build;
  const weight = constant(build, 1, 'weight');
  const bias = build.constants[2];
  const group = node.int('group', 1);
  const isDepthwise = group > 1 && weight.shape[1] === 1;
  if (group > 1 && !isDepthwise) throw new Unsupported('in groups of channels');
  const windows = windowsOf(node, weight.shape.slice(2));
  if (windows.length > 2) throw new Unsupported('of volumes');
  const { input, padding } = paddedFor(windows, channelsLast(build), maker);
  const settings = {
    kernelSize: windows.map(({ kernel }) => kernel),
    strides: windows.map(({ stride }) => stride),
    dilationRate: windows.map(({ dilation }) => dilation),
    padding,
    useBias: bias !== undefined,
    kernelInitializer: 'zeros',
  } as const;
  const filters = weight.shape[0];
  const isDilated = windows.some(({ dilation }) => dilation > 1);
  if (isDepthwise) {
    if (windows.length === 1 || isDilated) throw new Unsupported('by channel, of series or with dilations');
    const depthMultiplier = filters / group;
    return output(build, input, [filterOfDepthwise(weight.tensor, group)], (library, name) =>
      library.layers.depthwiseConv2d({
        ...settings,
        name,
        depthMultiplier,
        dilationRate: 1,
        kernelSize: settings.kernelSize as [number, number],
        strides: settings.strides as [number, number],
        depthwiseInitializer: 'zeros',
      }),
    );
  }
  if (isDilated && windows.some(({ stride }) => stride > 1)) throw new Unsupported('with dilations and strides');
  const filter = filterOfConv(weight.tensor);
  if (windows.length === 2) {
    return output(build, input, [filter], (library, name) =>
      library.layers.conv2d({ ...settings, name, filters, dilationRate: settings.dilationRate as [number, number] }),
    );
  }
  return output(build, input, [squeeze(filter, [0])], (library, name) =>
    library.layers.conv1d({ ...settings, name, filters, dilationRate: settings.dilationRate as [number] }),
  );
};

/** `ConvTranspose`: Conv2DTranspose, cropped. */
export const convTranspose: LayerBuilder = (build) => {
  const { node, maker } = build;
  const weight = constant(build, 1, 'weight');
  const windows = windowsOf(node, weight.shape.slice(2));
  if (windows.length > 2) throw new Unsupported('of volumes');
  if (windows.length === 1) throw new Unsupported('of series');
  if (node.int('group', 1) > 1) throw new Unsupported('in groups of channels');
  if (windows.some((window) => !isPlain(window)) || node.ints('output_shape')) {
    throw new Unsupported('with dilations, strides longer than its kernel, or padding that follows from its output');
  }
  const added = node.ints('output_padding') ?? [0, 0];
  const crops = windows.map(({ before, after }, axis) => [before, after - added[axis]] as [number, number]);
  if (crops.flat().some((crop) => crop < 0)) throw new Unsupported('with more padding of its output than of its input');
  const full = output(build, channelsLast(build), [filterOfConv(weight.tensor)], (library, name) =>
    library.layers.conv2dTranspose({
      name,
      filters: weight.shape[1],
      kernelSize: windows.map(({ kernel }) => kernel),
      strides: windows.map(({ stride }) => stride),
      padding: 'valid',
      useBias: build.constants[2] !== undefined,
      kernelInitializer: 'zeros',
    }),
  );
  if (crops.flat().every((crop) => crop === 0)) return full;
  const cropping = crops as [[number, number], [number, number]];
  return LayerOutput.fromChannelsLast(
    maker.apply((library, name) => library.layers.cropping2D({ name, cropping }), full.symbol, 'crop'),
  );
};

const isPlain = (window: Window): boolean =>
  window.dilation === 1 && window.mode === 'NOTSET' && window.stride <= extentOf(window);

function output(
  { maker, constants }: Build,
  input: SymbolicTensor,
  kernels: readonly Tensor[],
  make: Parameters<Build['maker']['apply']>[0],
): LayerOutput {
  const bias = constants[2];
  const weights = bias ? [...kernels, bias.tensor] : kernels;
  return LayerOutput.fromChannelsLast(maker.apply(make, input, undefined, weights));
}
