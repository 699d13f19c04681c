import { type Meta, type Modality, modalities } from 'xai-recipes';
import { UsageError } from '../errors/errors';
import { filesBelow, isDataFile, isFolder } from './data-files';

/**
 * The kind of the items of a data set: that of the recipe or of the model's description, or else what the names of its files say.
 *
 * @throws {UsageError} when nothing tells
 */
export async function dataKind(data: string, known: { kind?: Modality; meta?: Meta }): Promise<Modality> {
  const told = known.kind ?? known.meta?.modality;
  if (told) return told;
  const isIn = await isFolder(data);
  const names = isIn ? await filesBelow(data) : [data];
  const found = modalities.filter((kind) => names.some((name) => isDataFile(name, kind)));
  const likely = isIn ? found.filter((kind) => kind !== 'table') : found.filter((kind) => kind !== 'series');
  if (likely.length === 1) return likely[0];
  const expected = `--kind, one of ${modalities.join(', ')}`;
  throw new UsageError(`It is not clear what --data ${data} holds; expected ${expected}.`, {
    argument: '--data',
    value: data,
    expected,
  });
}
