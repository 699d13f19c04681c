import '@tensorflow/tfjs-backend-cpu';
import { mutated } from '../../../../tooling/jest/mutate';
import { fuzz } from '../support/fuzz';
import { rewired } from '../support/rewire';

const files = [
  'tables/skl_two.onnx',
  'tables/skl_columns.onnx',
  'tables/flat_out.onnx',
  'tables/image_uint8.onnx',
  'models/penguin_model.onnx',
  'torch/lenet.onnx',
  'torch/lstm.onnx',
];

const graphs = [
  'models/penguin_model.onnx',
  'models/review_textcnn.onnx',
  'models/season_prediction_model_temp_max_binary.onnx',
  'torch/attention.onnx',
  'torch/lenet.onnx',
  'torch/lstm.onnx',
  'torch/residual.onnx',
  'torch/text.onnx',
  'torch/unet.onnx',
];

describe('a file', () => {
  it('that is damaged is read, or refused by a typed error; nothing stays allocated', async () => {
    const { read, raw, leaks } = await fuzz(files, mutated, 280, 1);
    expect(Object.fromEntries(raw)).toEqual({});
    expect(leaks).toBe(0);
    expect(read).toBeGreaterThan(20);
  });

  it('whose graph is rewired is read, or refused by a typed error; nothing stays allocated', async () => {
    const { read, raw, leaks } = await fuzz(graphs, rewired, 90, 2);
    expect(Object.fromEntries(raw)).toEqual({});
    expect(leaks).toBe(0);
    expect(read).toBeGreaterThan(10);
  });
});
