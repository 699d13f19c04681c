import { FileError, type Files } from 'xai-recipes';

/** The name of standard input among files. */
export const STANDARD_INPUT = '-';

/** Files, and standard input by the name `-`, which is read once. */
export function withStandardInput(files: Files, stdin: AsyncIterable<Uint8Array | string> | undefined): Files {
  let content: Promise<Uint8Array> | undefined;
  return {
    ...files,
    read(name) {
      if (name !== STANDARD_INPUT) return files.read(name);
      content ??= readAll(stdin);
      return content;
    },
  };
}

async function readAll(stdin: AsyncIterable<Uint8Array | string> | undefined): Promise<Uint8Array> {
  if (!stdin) {
    const expected = 'a file';
    throw new FileError(`There is no standard input; expected ${expected}.`, {
      argument: 'name',
      value: '-',
      expected,
    });
  }
  const parts: Uint8Array[] = [];
  for await (const part of stdin) parts.push(typeof part === 'string' ? Buffer.from(part) : part);
  return new Uint8Array(Buffer.concat(parts));
}
