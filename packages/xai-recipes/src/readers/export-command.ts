/**
 * How a model that is not read here is exported to ONNX: the line to run, by the ending of its file.
 *
 * @returns undefined for endings that no such tool knows
 *
 * @example
 * ```ts
 * exportCommand('resnet.pt'); // => 'torch.onnx.export(model, (example,), "model.onnx", dynamo=True) in Python, where model is that of resnet.pt'
 * exportCommand('cat.png'); // => undefined
 * ```
 */
export function exportCommand(file: string): string | undefined {
  const name = file.split(/[/\\]/).at(-1) as string;
  return commands.find(([endings]) => endings.test(name))?.[1](file);
}

const commands: readonly (readonly [endings: RegExp, command: (file: string) => string])[] = [
  [
    /\.(pt|pth|pt2|ckpt)$/i,
    (file) =>
      `torch.onnx.export(model, (example,), "model.onnx", dynamo=True) in Python, where model is that of ${file}`,
  ],
  [/\.safetensors$|^pytorch_model.*\.bin$/i, (file) => `optimum-cli export onnx --model ${folderOf(file)} onnx/`],
  [/\.(pkl|pickle|joblib)$/i, (file) => `skl2onnx.to_onnx(model, X[:1]) in Python, where model is that of ${file}`],
  [/\.pb$/i, (file) => `python -m tf2onnx.convert --saved-model ${folderOf(file)} --output model.onnx`],
  [/\.tflite$/i, (file) => `python -m tf2onnx.convert --tflite ${file} --output model.onnx`],
  [/\.(keras|h5|hdf5)$/i, (file) => `python -m tf2onnx.convert --keras ${file} --output model.onnx`],
  [
    /\.(ubj|xgb)$/i,
    (file) => `onnxmltools.convert_xgboost(model, initial_types=...) in Python, where model is that of ${file}`,
  ],
  [
    /\.lgb$/i,
    (file) => `onnxmltools.convert_lightgbm(model, initial_types=...) in Python, where model is that of ${file}`,
  ],
  [/\.cbm$/i, (file) => `model.save_model("model.onnx", format="onnx") in Python, where model is that of ${file}`],
  [
    /\.pdmodel$/i,
    (file) =>
      `paddle2onnx --model_dir ${folderOf(file)} --model_filename ${file.split('/').at(-1)} --save_file model.onnx`,
  ],
];

function folderOf(file: string): string {
  return file.includes('/') ? file.slice(0, file.lastIndexOf('/')) : '.';
}
