import { engineOfPage, engineReady } from '../../in-page/engines';

/** Runs a group of tests on the page's engine, where they run on two backends in Node. */
export function describeBackends(name: string, tests: (backend: string) => void): void {
  describe(name, () => {
    beforeAll(() => engineReady());
    tests(engineOfPage);
  });
}
