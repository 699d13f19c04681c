import { type KnownLabels, knownNames, memoryFiles } from '../../src';
import { readLabels } from '../../src/prepare/read-labels';

const known = async (name: KnownLabels) => (await readLabels(memoryFiles({}), { known: name })) ?? [];

test('the classes of ImageNet and COCO by where models have them', async () => {
  const lengths = await Promise.all(knownNames.map(async (name) => (await known(name)).length));
  expect(lengths).toEqual([1000, 1001, 80, 91]);
  const imagenet = await known('imagenet');
  expect([imagenet[0], imagenet[207], imagenet[999]]).toEqual([
    'tench, Tinca tinca',
    'golden retriever',
    expect.stringContaining('toilet tissue'),
  ]);
  expect((await known('imagenet-1001'))[208]).toBe('golden retriever');
  const [yolo, ids] = [await known('coco'), await known('coco-91')];
  expect([yolo[0], yolo[15], yolo[79]]).toEqual(['person', 'cat', 'toothbrush']);
  expect([ids[0], ids[1], ids[12], ids[17], ids[90]]).toEqual(['background', 'person', '', 'cat', 'toothbrush']);
  for (const list of [imagenet, yolo]) expect(new Set(list).size).toBeGreaterThan(list.length - 3); // two cranes, two maillots
});
