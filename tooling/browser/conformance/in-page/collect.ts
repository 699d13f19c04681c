import { expectOf } from './expect';

/** How a test ended. */
export interface Result {
  /** The file, the groups, and the test. */
  readonly name: string;
  readonly milliseconds: number;
  /** Why it failed, if it did. */
  readonly problem?: string;
}

/** Hears how a test ended. */
export type Tell = (result: Result) => unknown;

type Work = () => unknown;

/** Tests that have something in common. */
interface Group {
  readonly name: string;
  readonly before: Work[];
  readonly after: Work[];
  readonly parts: (Group | Test)[];
}

interface Test {
  readonly name: string;
  readonly run: Work;
}

const newGroup = (name: string): Group => ({ name, before: [], after: [], parts: [] });
const root = newGroup('');
let current = root;

function describeGroup(name: string, tests: Work): void {
  const [group, outer] = [newGroup(name), current];
  outer.parts.push(group);
  current = group;
  tests();
  current = outer;
}

const addTest = (name: string, run: Work) => void current.parts.push({ name, run });

/** The same for each row of a table, whose name is filled in. */
const each =
  (add: (name: string, run: Work) => void) =>
  (rows: readonly unknown[]) =>
  (name: string, run: (...values: never[]) => unknown) => {
    for (const row of rows) {
      const values = Array.isArray(row) ? row : [row];
      const fields = row as Record<string, unknown>;
      let next = 0;
      const filled = name
        .replace(/%s/g, () => String(values[next++]))
        .replace(/\$(\w+)/g, (_, key) => String(fields[key]));
      add(filled, () => run(...(values as never[])));
    }
  };

const test = Object.assign(addTest, { each: each(addTest) });

/** Collects the tests of a file: it is loaded while the words of jest mean what is here. */
export async function collect(file: string, load: () => Promise<unknown>): Promise<void> {
  const describe = Object.assign(describeGroup, { each: each(describeGroup) });
  const hooks = {
    beforeAll: (work: Work) => current.before.push(work),
    afterAll: (work: Work) => current.after.push(work),
  };
  Object.assign(globalThis, { describe, test, it: test, expect: expectOf, ...hooks });
  const group = newGroup(file);
  root.parts.push(group);
  current = group;
  await load();
  current = root;
}

/** The names of all that was collected. */
export function namesCollected(): string[] {
  return namesIn(root, '');
}

function namesIn(part: Group | Test, outer: string): string[] {
  const name = nameIn(part, outer);
  return 'run' in part ? [name] : part.parts.flatMap((inner) => namesIn(inner, name));
}

function nameIn({ name }: Group | Test, outer: string): string {
  return [outer, name].filter(Boolean).join(' > ');
}

/** Runs what was collected under some names. */
export async function runCollected(names: ReadonlySet<string>, tell: Tell): Promise<void> {
  await runPart(root, '', names, tell);
}

async function runPart(part: Group | Test, outer: string, names: ReadonlySet<string>, tell: Tell): Promise<void> {
  const name = nameIn(part, outer);
  const asked = namesIn(part, outer).filter((one) => names.has(one));
  if (asked.length === 0) return;
  if ('run' in part) return void (await tell(await runTest(name, part.run)));
  const problem = await problemOf(async () => {
    for (const work of part.before) await work();
  });
  if (problem === undefined) for (const inner of part.parts) await runPart(inner, name, names, tell);
  else for (const one of asked) await tell({ name: one, milliseconds: 0, problem });
  for (const work of part.after) await work();
}

/** What an error says, and what was its cause. */
function inWords(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause === undefined ? error.message : `${error.message}; ${inWords(error.cause)}`;
}

/** What is wrong with a work, if something is. */
function problemOf(work: Work): Promise<string | undefined> {
  return Promise.resolve()
    .then(work)
    .then(() => undefined, inWords);
}

async function runTest(name: string, run: Work): Promise<Result> {
  const start = performance.now();
  const problem = await problemOf(run);
  return { name, milliseconds: performance.now() - start, ...(problem !== undefined && { problem }) };
}
