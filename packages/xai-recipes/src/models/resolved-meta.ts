import type { Files } from '../files/files';
import { besideMeta, type Meta } from './meta';

/** Which of the files that a description names are not needed, as others were named. */
export interface Overridden {
  readonly vocabulary?: boolean;
  readonly rows?: boolean;
}

/**
 * A description whose files are named as the rest of the files are, not from its own folder on; without those that are not needed.
 *
 * @throws {ModelFileError} for a file that lies outside of the description's folder
 *
 * @example
 * ```ts
 * const files = await folderFiles('../xai-cli/models');
 * const meta = await readMeta(files, 'penguins/model.json');
 * (await resolvedMeta(files, meta))?.background; // => 'penguins/background.csv'
 * ```
 */
export async function resolvedMeta(
  files: Files,
  meta: Meta | undefined,
  overridden: Overridden = {},
): Promise<Meta | undefined> {
  if (!meta) return undefined;
  const { vocabulary, tokenizer, background, ...rest } = meta;
  const ofWords =
    vocabulary && !overridden.vocabulary
      ? { vocabulary: { ...vocabulary, file: await besideMeta(files, meta, vocabulary.file, 'the vocabulary') } }
      : {};
  const ofTokens =
    tokenizer !== undefined && !overridden.vocabulary
      ? { tokenizer: await besideMeta(files, meta, tokenizer, 'the tokenizer') }
      : {};
  const ofRows =
    background !== undefined && !overridden.rows
      ? { background: await besideMeta(files, meta, background, 'the background') }
      : {};
  return { ...rest, ...ofWords, ...ofTokens, ...ofRows };
}
