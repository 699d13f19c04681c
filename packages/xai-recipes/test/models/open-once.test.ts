import { type LoadedLayers, memoryFiles, open } from '../../src';
import { folderFiles } from '../../src/node';
import { shipped } from '../support/models';
import { useCpu } from '../support/use-cpu';

beforeAll(useCpu);

it('a layers-model that is loaded to be described is there for more', async () => {
  const folder = await folderFiles(`${shipped}/penguins`);
  const names = ['model.json', 'weights.bin', 'meta.json'];
  const files = memoryFiles(
    Object.fromEntries(await Promise.all(names.map(async (name) => [name, await folder.read(name)]))),
  );
  const read: string[] = [];
  const counted = {
    ...files,
    read: (name: string) => {
      read.push(name);
      return files.read(name);
    },
  };
  let loaded: LoadedLayers | undefined;
  const onLoaded = (one: LoadedLayers) => {
    loaded = one;
  };
  const outline = await open(counted, { source: 'model.json', onLoaded });
  expect(read.filter((name) => name === 'weights.bin')).toHaveLength(1);
  expect(loaded?.model.inputs.map(({ name }) => name)).toEqual(outline.inputs.map(({ name }) => name));
  expect(loaded?.model.getWeights().every(({ isDisposed }) => !isDisposed)).toBe(true);
  loaded?.model.dispose();
  expect((await open(files, { source: 'model.json' })).values).toEqual(outline.values); // without, nothing stays
});
