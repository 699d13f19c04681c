import { Tensor } from '@tensorflow/tfjs-core';
import { isPlainObject } from '../plain-object';

const longest = 80; // letters

/**
 * A value in the few words that an error message has for it: never "[object Object]", never the source of a class, never a megabyte.
 *
 * @example
 * ```ts
 * describeValue(tf.zeros([2, 3])); // => 'a float32 tensor [2, 3]'
 * describeValue('abc'); // => '"abc"'
 * describeValue({ samples: 50 }); // => 'an object with the keys samples'
 * describeValue(class Grid {}); // => 'the class Grid'
 * ```
 */
export function describeValue(value: unknown): string {
  if (typeof value === 'string') return cut(JSON.stringify(value));
  if (typeof value === 'function') return describeFunction(value);
  if (value instanceof Tensor) return describeTensor(value);
  if (Array.isArray(value))
    return cut(`[${value.slice(0, longest).map(describeItem).join(', ')}${value.length > longest ? ', ...' : ''}]`);
  if (typeof value !== 'object' || value === null) return cut(String(value));
  if (ArrayBuffer.isView(value)) return `a ${value.constructor.name} of ${value.byteLength} bytes`;
  if (value instanceof Error) return cut(`${value.name}: ${value.message}`);
  if (isPlainObject(value)) return describeKeys(Object.keys(value));
  return describeInstance(value);
}

function describeTensor({ isDisposed, dtype, shape }: Tensor): string {
  return `${withArticle(`${isDisposed ? 'disposed ' : ''}${dtype} tensor`)} [${shape.join(', ')}]`;
}

function describeItem(value: unknown): string {
  return Array.isArray(value) ? `[${value.length} values]` : describeValue(value);
}

function describeFunction(value: { readonly name: string; toString(): string }): string {
  const kind = /^class\b/.test(Function.prototype.toString.call(value)) ? 'class' : 'function';
  return value.name ? `the ${kind} ${cut(value.name)}` : `a ${kind}`;
}

function describeKeys(keys: readonly string[]): string {
  return keys.length === 0 ? 'an empty object' : cut(`an object with the keys ${keys.slice(0, longest).join(', ')}`);
}

function describeInstance(value: object): string {
  const name = value.constructor?.name;
  return name ? withArticle(cut(name)) : 'an object';
}

function cut(text: string): string {
  return text.length <= longest ? text : `${text.slice(0, longest - 3)}...`;
}

function withArticle(name: string): string {
  return `${/^[aeiou]/i.test(name) ? 'an' : 'a'} ${name}`;
}
