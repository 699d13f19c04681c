import { exportCommand } from '../../src';

it.each([
  ['net.pth', 'torch.onnx.export('],
  ['bert/model.safetensors', 'optimum-cli export onnx --model bert onnx/'],
  ['bert/pytorch_model-00001-of-2.bin', 'optimum-cli export onnx --model bert onnx/'],
  ['forest.joblib', 'skl2onnx.to_onnx('],
  ['saved/saved_model.pb', 'python -m tf2onnx.convert --saved-model saved --output model.onnx'],
  ['small.tflite', 'python -m tf2onnx.convert --tflite small.tflite --output model.onnx'],
  ['old.h5', 'python -m tf2onnx.convert --keras old.h5 --output model.onnx'],
  ['trees.cbm', 'model.save_model("model.onnx", format="onnx")'],
  ['a/inference.pdmodel', 'paddle2onnx --model_dir a --model_filename inference.pdmodel --save_file model.onnx'],
])('%s is exported by a line', (file, line) => expect(exportCommand(file)).toContain(line));

it.each(['model.onnx', 'model.json', 'cat.png', 'weights.bin'])('%s is not exported', (file) =>
  expect(exportCommand(file)).toBeUndefined(),
);
