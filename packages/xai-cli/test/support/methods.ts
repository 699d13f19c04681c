import type { Method } from '../../src';

/** The names of methods, one of each group: those of a group take the same way through the command line. */
export function oneOfEachGroup(methods: readonly Method[]): string[] {
  const groups = [...new Set(methods.map(({ group }) => group))];
  return groups.map((group) => (methods.find((method) => method.group === group) as Method).name);
}
