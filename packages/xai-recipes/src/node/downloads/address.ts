import { describeValue } from 'xai-base';
import { FileError } from '../../errors/errors';

/**
 * Whether a name is an address rather than a file of the disk.
 *
 * @example
 * ```ts
 * isAddress('https://example.org/model.onnx'); // => true
 * isAddress('models/model.onnx'); // => false
 * ```
 */
export function isAddress(name: string): boolean {
  return /^[a-z][a-z\d+.-]+:\/\//i.test(name);
}

/** @throws {FileError} for one that is no https; on this machine http is enough */
export function checkedAddress(text: string | URL): URL {
  const address = URL.canParse(text) ? new URL(text) : undefined;
  if (address?.protocol === 'https:' || (address?.protocol === 'http:' && isLoopback(address.hostname))) return address;
  const expected = 'an address https://...';
  throw new FileError(`Cannot download ${describeValue(String(text))}; expected ${expected}.`, {
    argument: 'address',
    value: String(text),
    expected,
  });
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(host);
}
