import type { InputOutline, ModelOutline } from '../models/outline';
import { shapeText } from '../models/shape';
import type { PresetName } from '../recipe/presets';
import type { Guess } from './guess';

/** The size of images by the name of the model, where its input leaves it open. */
const sizes: readonly [RegExp, number][] = [
  [/inception|xception/i, 299],
  [/nasnet_?large/i, 331],
  [/yolo/i, 640],
  [/ssd/i, 300],
  [/384/, 384],
];
const USUAL_SIZE = 224;

/** How images become numbers, by the names of models that Keras has. */
const ofKeras: readonly [RegExp, PresetName][] = [
  [/efficientnet/i, '0..255'],
  [/mobilenet_?v3/i, '0..255'],
  [/mobilenet|inception|xception|nasnet|resnet\d*_?v2/i, 'keras-tf'],
  [/vgg|resnet/i, 'keras-caffe'],
  [/densenet/i, 'keras-torch'],
];

/** How an image is prepared for a model. */
export function guessesOfImage(outline: ModelOutline, main: InputOutline): Guess[] {
  return [...sizeGuess(outline, main), ...normalizeGuess(outline, main)];
}

function sizeGuess({ source }: ModelOutline, { shape = [null, null, null, null] }: InputOutline): Guess[] {
  const isOpen = shape.slice(1).filter((length) => length === null).length >= 2;
  if (!isOpen) return [];
  const [pattern, side] = sizes.find(([name]) => name.test(source)) ?? [undefined, USUAL_SIZE];
  const reason = pattern
    ? `its name, ${source}, is that of models for this size`
    : 'its input leaves the size open, and most models are trained for this one';
  return [{ path: 'recipe.input.size', value: [side, side], reason }];
}

function normalizeGuess({ source, format, meta }: ModelOutline, { shape, type = 'float32' }: InputOutline): Guess[] {
  const guess = (value: PresetName, reason: string): Guess[] => [{ path: 'recipe.input.normalize', value, reason }];
  if (meta) return []; // who describes a model says what differs from brightness itself
  if (/^u?int/.test(type)) return guess('0..255', `its input is of the type ${type}`);
  if (shape && !shape.slice(1).includes(3)) return guess('0..1', `${shapeText(shape)} has no three channels of colour`);
  if (/yolo/i.test(source))
    return guess('0..1', `its name, ${source}, is that of detectors which take brightness itself`);
  const [, preset] = (format === 'onnx' ? undefined : ofKeras.find(([name]) => name.test(source))) ?? [];
  if (preset) return guess(preset, `its name, ${source}, is that of models of Keras which are trained so`);
  if (format === 'onnx')
    return guess(
      'imagenet',
      'most ONNX models of colour images come from PyTorch, and are trained on images prepared so',
    );
  return guess('-1..1', 'most models of TensorFlow for colour images are trained on values from -1 to 1');
}
