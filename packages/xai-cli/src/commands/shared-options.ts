import { Option } from 'commander';
import { layouts } from 'xai-recipes';
import { type EngineName, engineNames } from '../engines/engine-names';

/** `--engine`, with what is taken if it is left out. */
export const engineOption = (usual?: EngineName) => {
  const option = new Option(
    '--engine <name>',
    `who computes: native (onnxruntime-node), wasm, or cpu (plain JavaScript)${usual ? '' : ' (default: native if installed, else wasm)'}`,
  ).choices([...engineNames]);
  return usual ? option.default(usual) : option;
};
/** `--layout`. */
export const layoutOption = () =>
  new Option('--layout <name>', 'where the input of an ONNX model has its channels (default: found out)').choices([
    ...layouts,
  ]);
/** `--external-data`. */
export const externalDataOption = () =>
  new Option('--external-data', 'allow an ONNX model to have weights in other files of its folder');
/** `--model-input`, `--model-output` and `--fix`. */
export const endOptions = () => [
  new Option(
    '--model-input <name>',
    'the input of an ONNX model that is explained; also a value inside of it (default: the only one)',
  ),
  new Option(
    '--model-output <name>',
    'the output of an ONNX model that is explained (default: the only one, or the scores beside labels)',
  ),
  new Option(
    '--fix <inputs...>',
    'the other inputs of an ONNX model: name=ones, name=zeros, name=nothing, name=value or name=file of numbers',
  ),
];
/** `--offline`. */
export const offlineOption = () =>
  new Option('--offline', 'take files at addresses (https://...) only if they were downloaded before');
/** `--json`. */
export const jsonOption = () => new Option('--json', 'print one JSON value, for programs');

/** What is taken for a model. */
export const MODEL = 'model.json of a tfjs layers-model or graph-model, or an ONNX file';
/** `--meta`. */
export const metaOption = () =>
  new Option('--meta <file>', 'what describes the model: classes, features, words (default: meta.json beside it)');
