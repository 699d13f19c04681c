import { FileError } from '../errors/errors';
import type { Files } from './files';

/**
 * Files at addresses below another one.
 *
 * @param base such as `https://example.org/models/`; names are resolved against it, and lead to nothing outside of it
 * @param names of the files, where they are known
 *
 * @example
 * ```ts
 * const files = urlFiles('data:text/plain,');
 * await files.read('cat').then(String); // => '99,97,116'
 * ```
 */
export function urlFiles(base: string | URL, names: readonly string[] = []): Files {
  return {
    names,
    async read(name) {
      const address = addressOf(base, name);
      const response = await fetch(address).catch((cause) => {
        throw new FileError(`${name} cannot be fetched: ${cause.message}.`, {
          argument: 'name',
          value: address,
          cause,
        });
      });
      if (response.ok) return new Uint8Array(await response.arrayBuffer());
      throw new FileError(`${name} cannot be fetched: the answer is ${response.status}.`, {
        argument: 'name',
        value: address,
        expected: 'the name of a file',
      });
    },
  };
}

function addressOf(base: string | URL, name: string): string {
  if (/^data:/i.test(String(base))) return `${base}${encodeURIComponent(name)}`;
  const root = new URL('.', base);
  const address = new URL(name, root);
  if (address.href.startsWith(root.href)) return address.href;
  const expected = `a name below ${root.href}`;
  throw new FileError(`The name ${name} leads to ${address.href}; expected ${expected}.`, {
    argument: 'name',
    value: name,
    expected,
  });
}
