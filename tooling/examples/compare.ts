const NUMBER = /\d+(?:\.\d+)?(?:e[+-]?\d+)?/g;

/** A value in the form that an example writes it: tensors and typed arrays as nested arrays, in objects too. */
export async function plain(value: unknown): Promise<unknown> {
  if (isTensor(value)) return value.array();
  if (ArrayBuffer.isView(value)) return Array.from(value as Uint8Array);
  if (Array.isArray(value)) return Promise.all(value.map(plain));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    await Promise.all(Object.entries(value).map(async ([key, item]) => [key, await plain(item)])),
  );
}

/** The actual value, in which numbers as good as the expected ones (to four digits) are replaced by these. */
export function settle(actual: unknown, expected: unknown): unknown {
  if (typeof actual === 'number' && typeof expected === 'number')
    return Math.abs(actual - expected) <= 1e-4 * Math.abs(expected) + 1e-6 ? expected : actual;
  if (Array.isArray(actual) && Array.isArray(expected))
    return actual.map((item, index) => settle(item, expected[index]));
  if (isObject(actual) && isObject(expected))
    return Object.fromEntries(Object.entries(actual).map(([key, item]) => [key, settle(item, expected[key])]));
  return actual;
}

/** The actual text, in which numbers as good as the expected ones (to four digits) are replaced by these; blanks at the ends of lines do not count. */
export function settleText(actual: string, expected: string): string {
  const wanted = [...expected.matchAll(NUMBER)].map(([number]) => number);
  let next = 0;
  const settled = actual.replaceAll(NUMBER, (found) => {
    const number = wanted[next++];
    return number !== undefined && settle(Number(found), Number(number)) === Number(number) ? number : found;
  });
  return trimmed(settled);
}

/** Without blanks at the ends of lines, and without empty lines at the ends. */
export function trimmed(text: string): string {
  return text.replaceAll(/[ \t]+$/gm, '').replaceAll(/^\n+|\n+$/g, '');
}

/** A tensor of whichever copy of TensorFlow.js: a reader's own, too, when a page runs on what it installed. */
function isTensor(value: unknown): value is { array(): Promise<unknown> } {
  return isRecord(value) && typeof value.array === 'function' && typeof value.throwIfDisposed === 'function';
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return isRecord(value) && Object.getPrototypeOf(value)?.constructor?.name === 'Object';
}
