import type { OnnxValue } from 'onnx-format';
import { TensorBag } from 'xai-base';
import { memoryFiles } from '../../src';
import { fixedInputs } from '../../src/models/fixed-inputs';
import { useCpu } from '../support/use-cpu';

beforeAll(useCpu);

const value = (name: string, shape: (number | string)[], type: OnnxValue['type'] = 'int64'): OnnxValue => ({
  name,
  type,
  shape,
});

test('open axes are as long as those of the explained input, and where nothing went before, 0', async () => {
  const inputs = [
    value('input_ids', ['batch', 'words']),
    value('attention_mask', ['batch', 'words'], 'bool'),
    value('token_type_ids', ['batch', 'other']),
    value('past_key', ['batch', 2, 'before', 4], 'float32'),
    value('scale', [], 'float32'),
  ];
  const bag = new TensorBag();
  const { input, tensors } = await fixedInputs(inputs, { fix: { scale: 0.5 }, files: memoryFiles({}), length: 7 }, bag);
  expect(input).toBe('input_ids');
  const found = Object.entries(tensors).map(([name, { shape, dtype }]) => [name, shape, dtype]);
  expect(found).toEqual([
    ['attention_mask', [1, 7], 'bool'],
    ['token_type_ids', [1, 1], 'int32'],
    ['past_key', [1, 2, 0, 4], 'float32'],
    ['scale', [], 'float32'],
  ]);
  expect(Array.from(await tensors.attention_mask.data())).toEqual(Array(7).fill(1));
  expect(Array.from(await tensors.scale.data())).toEqual([0.5]);
  bag.dispose();
});

test('places in a sparse tensor are no ids: a model that takes them is refused, whatever is said of its inputs', async () => {
  const inputs = [value('indices', ['n', 2]), value('values', ['n'])];
  const bag = new TensorBag();
  for (const asked of [{}, { input: 'indices', fix: { values: 'zeros' } as const }]) {
    await expect(fixedInputs(inputs, { ...asked, files: memoryFiles({}) }, bag)).rejects.toMatchObject({
      name: 'ModelFileError',
      message: expect.stringContaining('takes a sparse tensor, its elements in values and their places in indices'),
    });
  }
  bag.dispose();
});
