/** What tests expect of a value, in a page: the part of jest's `expect` that conformance tests use. */
export function expectOf(found: unknown) {
  const numbers = (bound: number, isRight: (value: number) => boolean, what: string) =>
    fail(isRight(found as number), found, `${what} ${bound}`);
  return {
    toBe: (expected: unknown) => fail(Object.is(found, expected), found, expected),
    toEqual: (expected: unknown) => fail(JSON.stringify(found) === JSON.stringify(expected), found, expected),
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

function fail(isRight: boolean, found: unknown, expected: unknown): void {
  if (!isRight) throw new Error(`found ${brief(found)}, expected ${brief(expected)}`);
}

function brief(value: unknown): string {
  return (typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value))).slice(0, 300);
}
