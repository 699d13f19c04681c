import { readTokenizer, TextModel } from 'onnx-model';
import { ModelFileError, RecipeError } from '../errors/errors';
import { withFile } from '../errors/file-failure';
import type { Files } from '../files/files';
import { readBytes, readText } from '../files/read-file';
import type { TextRecipe } from '../recipe/input-recipe';
import type { ModelRecipe } from '../recipe/model-recipe';
import { externalDataOf } from './external-data-of';
import { readerOf } from './format-of';
import type { LoadedText } from './loaded-model';

/** What is said of a text for a transformer. */
export type TokenizedText = Pick<TextRecipe, 'position'> & { readonly tokenizer: string };

/**
 * Loads a transformer in an ONNX file with its tokenizer, as a model that begins at the embedding of its tokens.
 *
 * @param input the name of a `tokenizer.json`, and where the output is read; `tokenizer_config.json` beside it is read where it is there
 * @throws {RecipeError} when the model is no ONNX file
 * @throws {FileError} when a file is missing
 * @throws {ModelFileError} when the model or the tokenizer cannot be read
 *
 * @example
 * ```ts
 * const files = await folderFiles('../xai-cli/models/mails');
 * const { text } = await loadTextModel(files, { source: 'model.onnx' }, { tokenizer: 'tokenizer.json' });
 * text.encode('free money').tokens; // => ['[CLS]', 'free', 'money', '[SEP]']
 * text.dispose();
 * ```
 */
export async function loadTextModel(files: Files, recipe: ModelRecipe, input: TokenizedText): Promise<LoadedText> {
  const { source, output, input: ids, externalData } = recipe;
  const { tokenizer, position } = input;
  if ((await readerOf(files, recipe)) !== 'onnx') {
    const expected = 'an ONNX file';
    throw new RecipeError(`recipe.input.tokenizer goes with ${expected}, and the model is ${source}.`, {
      argument: 'recipe.input.tokenizer',
      value: source,
      expected,
    });
  }
  const bytes = await readBytes(files, source, 'the model');
  const contents = await readContents(files, tokenizer);
  const external = externalData && { externalData: await externalDataOf(files, { name: source, bytes }) };
  try {
    const text = await TextModel.fromOnnx(bytes, await readTokenizer(contents), { output, ids, position, ...external });
    return { format: 'onnx', model: text, text };
  } catch (cause) {
    throw new ModelFileError(`${source} cannot be loaded as a model of texts: ${(cause as Error).message}`, {
      argument: 'model',
      value: source,
      cause,
    });
  }
}

async function readContents(files: Files, tokenizer: string) {
  const config = tokenizer.replace(/tokenizer(?=\.json$)/, 'tokenizer_config');
  const read = async (name: string) => {
    const text = await readText(files, name, 'the tokenizer');
    return withFile('read the tokenizer', name, async () => JSON.parse(text) as object);
  };
  return {
    tokenizer: await read(tokenizer),
    config: config === tokenizer ? {} : await read(config).catch(() => ({})), // most of it is in the other file
  };
}
