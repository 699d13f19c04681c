import { describeValue, ModelError, type TextTokenizer, ValueError } from 'xai-base';
import { readSource } from '../session/read-source';

/**
 * Reads a tokenizer from the files that Hugging Face's models have beside them. It needs the package `@huggingface/tokenizers`.
 *
 * @param source the path (in Node) or address of `tokenizer.json`; `tokenizer_config.json` beside it is read where it is there. Or the contents
 * of both, as JSON gives them
 * @throws {ModelError} when the package is not installed
 * @throws {OnnxFileError} when there is no such file
 * @throws {ValueError} when it is no tokenizer
 *
 * @example
 * ```ts
 * const model = { type: 'WordPiece', unk_token: '[UNK]', vocab: { '[UNK]': 0, so: 1, good: 2 }, continuing_subword_prefix: '##' };
 * const tokenizer = await readTokenizer({ tokenizer: { model, pre_tokenizer: { type: 'BertPreTokenizer' } } });
 * tokenizer.encode('so good').ids; // => [1, 2]
 * ```
 */
export async function readTokenizer(
  source: string | URL | { readonly tokenizer: object; readonly config?: object },
): Promise<TextTokenizer> {
  const isFile = typeof source === 'string' || source instanceof URL;
  const contents = isFile ? await readFiles(String(source)) : source;
  const Tokenizer = await findTokenizer();
  try {
    const tokenizer = new Tokenizer({ ...withoutSteps, ...contents.tokenizer }, contents.config ?? {});
    return Object.assign(tokenizer, { maxTokens: longest(contents) });
  } catch (cause) {
    const expected = 'the contents of a tokenizer.json';
    const message = `tokenizer is no tokenizer that can be read (${(cause as Error).message}); expected ${expected}.`;
    throw new ValueError(message, { argument: 'tokenizer', value: describeValue(source), expected, cause });
  }
}

/** A tokenizer that changes nothing; a file may leave steps out. */
const withoutSteps = { normalizer: null, pre_tokenizer: null, post_processor: null, decoder: null, added_tokens: [] };

/** How many tokens the files allow. Those without a limit say so by a huge number. */
function longest({ tokenizer, config }: { tokenizer: object; config?: object }): number | undefined {
  const { truncation } = tokenizer as { truncation?: { max_length?: number } | null };
  const { model_max_length: stated } = (config ?? {}) as { model_max_length?: number };
  const limit = truncation?.max_length ?? stated;
  return typeof limit === 'number' && limit < 2 ** 24 ? limit : undefined;
}

async function readFiles(file: string) {
  const tokenizer = await readJson(file);
  const beside = file.replace(/tokenizer(?=\.json($|\?))/, 'tokenizer_config');
  const config = beside === file ? {} : await readJson(beside).catch(() => ({})); // most settings are in the other file
  return { tokenizer, config };
}

async function readJson(file: string): Promise<object> {
  const { bytes } = await readSource(file);
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch (cause) {
    throw new ValueError(`${file} is no JSON: ${(cause as Error).message}.`, {
      argument: 'tokenizer',
      value: file,
      expected: 'a tokenizer.json',
      cause,
    });
  }
}

async function findTokenizer(): Promise<new (tokenizer: object, config: object) => TextTokenizer> {
  try {
    const { Tokenizer } = await import('@huggingface/tokenizers');
    return Tokenizer as never;
  } catch (cause) {
    const expected = 'the package @huggingface/tokenizers: npm install @huggingface/tokenizers';
    throw new ModelError(`A tokenizer.json needs ${expected}.`, { argument: 'tokenizer', expected, cause });
  }
}
