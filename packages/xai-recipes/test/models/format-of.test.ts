import { readFileSync } from 'node:fs';
import path from 'node:path';
import { loadModel, loadTextModel, ModelFileError, memoryFiles, open } from '../../src';
import { convolutionalGraph } from '../support/convolutional-graph';
import { shipped } from '../support/models';
import { useCpu } from '../support/use-cpu';

beforeAll(useCpu);

const bytesOf = (...names: string[]) => new Uint8Array(readFileSync(path.join(...names)));
const keras = (name: string) => bytesOf(__dirname, '../fixtures/keras', name);
const graph = convolutionalGraph();

const models: Readonly<Record<string, readonly [bytes: Uint8Array | string, format: string]>> = {
  'an ONNX file': [bytesOf(shipped, 'lenet/lenet.onnx'), 'onnx'],
  'an HDF5 file of Keras': [keras('image.h5'), 'layers-model'],
  'an archive of Keras': [keras('image.keras'), 'layers-model'],
  'a graph-model': [graph['model.json'] as string, 'graph-model'],
  'a graph-model behind spaces': [`\n ${graph['model.json']}`, 'graph-model'],
};

describe.each(['download', 'https://example.org/models/7?as=file', 'model.v2'])(
  '%s, which no ending tells of',
  (source) => {
    test.each(Object.entries(models))('%s is known by its first bytes', async (_, [bytes, format]) => {
      const beside = source.includes('/') ? 'https://example.org/models/weights.bin' : 'weights.bin';
      const files = { ...memoryFiles({ [source]: bytes, [beside]: graph['weights.bin'] }), takesAddresses: true };
      expect((await open(files, { source })).format).toBe(format);
      const { model, format: found } = await loadModel(files, { source });
      expect(found).toBe(format);
      await model.dispose();
    });
  },
);

test('what is none of them is refused with the endings that are known; a name that tells is believed', async () => {
  for (const content of ['<!DOCTYPE html>', '', '\x89PNG\r\n']) {
    const loading = loadModel(memoryFiles({ download: content }), { source: 'download' });
    await expect(loading).rejects.toThrow(ModelFileError);
    await expect(loading).rejects.toThrow('expected the model.json of a tfjs model, or a file that ends in .onnx');
  }
  const [onnx] = models['an ONNX file'];
  for (const source of ['model.json', 'model.pt']) {
    await expect(loadModel(memoryFiles({ [source]: onnx }), { source })).rejects.toThrow(ModelFileError);
  }
});

test('a transformer may have such a name, too', async () => {
  const files = memoryFiles({
    download: bytesOf(shipped, 'mails/model.onnx'),
    'tokenizer.json': bytesOf(shipped, 'mails/tokenizer.json'),
  });
  const { text } = await loadTextModel(files, { source: 'download' }, { tokenizer: 'tokenizer.json' });
  expect(text.encode('free money').tokens).toContain('money');
  text.dispose();
});
