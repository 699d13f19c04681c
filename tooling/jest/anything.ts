import { XaiError } from 'xai-base';

/** What JavaScript lets its users pass where something else was meant. */
export const anything: readonly unknown[] = [
  ...[undefined, null, true, 8, -1, 0.5, Number.NaN, 1e9, 5n, '', 'x', Symbol('s')],
  ...[[], [1], [[1]], [null], {}, { val: 3 }, { val: null }, { data: 3 }, { length: 3 }, { width: 2, height: 2 }],
  ...[() => 1, class A {}, new Map(), new Date(0), new Error('e')],
];

/** Signs in a picture, and in a message, that something went through unchecked. */
const IN_PICTURES = /NaN|undefined|Infinity|\[object/;
const IN_MESSAGES = /undefined x|NaN x|\[object/;

/**
 * Fails unless a call, whatever it is given, either succeeds, with nothing unchecked in a picture that it draws, or throws an error of the toolbox that
 * says what it was given.
 */
export async function expectNoRawError(call: (value: unknown) => unknown): Promise<void> {
  for (const value of anything) {
    try {
      const drawn = await call(value);
      if (typeof drawn === 'string') expect(drawn).not.toMatch(IN_PICTURES);
    } catch (error) {
      if (!(error instanceof XaiError)) throw error;
      expect(error.message).not.toMatch(IN_MESSAGES);
    }
  }
}
