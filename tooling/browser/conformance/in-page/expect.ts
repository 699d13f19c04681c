/** What a list is expected to contain, in any order, and among others. */
class Contained {
  constructor(readonly parts: readonly unknown[]) {}

  isIn(found: unknown): boolean {
    return Array.isArray(found) && this.parts.every((part) => found.some((one) => isEqual(one, part)));
  }
}

/** What tests expect of a value, in a page: the part of jest's `expect` that conformance tests use. */
export const expectOf = Object.assign(expectationsOf, {
  arrayContaining: (parts: readonly unknown[]) => new Contained(parts),
});

function expectationsOf(found: unknown) {
  const numbers = (bound: number, isRight: (value: number) => boolean, what: string) =>
    fail(isRight(found as number), found, `${what} ${bound}`);
  return {
    toBe: (expected: unknown) => fail(Object.is(found, expected), found, expected),
    toEqual: (expected: unknown) =>
      fail(expected instanceof Contained ? expected.isIn(found) : isEqual(found, expected), found, expected),
    toContain: (expected: unknown) => fail((found as unknown[]).includes(expected), found, expected),
    toBeCloseTo: (expected: number, digits = 2) =>
      numbers(expected, (value) => Math.abs(value - expected) < 10 ** -digits / 2, 'close to'),
    toBeLessThan: (bound: number) => numbers(bound, (value) => value < bound, 'less than'),
    toBeLessThanOrEqual: (bound: number) => numbers(bound, (value) => value <= bound, 'at most'),
    rejects: {
      async toThrow(message: string | RegExp) {
        const reason = await (found as Promise<unknown>).then(() => undefined, String);
        fail(
          reason !== undefined && (reason.match(message) !== null || reason.includes(String(message))),
          reason,
          message,
        );
      },
    },
  };
}

function isEqual(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function fail(isRight: boolean, found: unknown, expected: unknown): void {
  if (!isRight) throw new Error(`found ${brief(found)}, expected ${brief(expected)}`);
}

function brief(value: unknown): string {
  return (typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value))).slice(0, 300);
}
