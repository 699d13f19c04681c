import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import type { BrowserEngine } from '../in-page/browser-engines';
import { serve } from '../serve';
import type { Result } from './in-page/collect';

/** The conformance tests of packages, for pages of a browser. */
export interface Conformance {
  /**
   * Runs tests on an engine; those of a model have a page of their own.
   *
   * @param isAsked which tests are run, by their names
   * @param tell hears of each test when it has ended
   */
  run(engine: BrowserEngine, isAsked: (name: string) => boolean, tell?: (result: Result) => void): Promise<Result[]>;
  close(): void;
}

/** What the page can do. */
interface TestPage {
  collectTests(): Promise<string[]>;
  runTests(names: readonly string[]): Promise<void>;
}

/** Bundles the tests of a workspace, and serves them with their fixtures. */
export async function openConformance(browser: Browser, workspace: string): Promise<Conformance> {
  const tooling = path.join(workspace, 'tooling/browser');
  const { resolve } = createRequire(path.join(tooling, 'package.json'));
  const script = mkdtempSync(path.join(tmpdir(), 'xai-conformance-'));
  execFileSync(process.execPath, [path.join(tooling, 'conformance/bundle-tests.mjs'), script]);
  const { url, server } = await serve('<!doctype html><script type="module" src="/script/page.js"></script>', {
    script,
    packages: path.join(workspace, 'packages'),
    wasm: path.dirname(resolve('@tensorflow/tfjs-backend-wasm')),
    onnxruntime: path.dirname(resolve('onnxruntime-web')),
  });
  /** Opens a page of an engine, with the names of its tests. */
  const open = async (engine: BrowserEngine) => {
    const page = await browser.newPage();
    const complaints: string[] = [];
    page.on('pageerror', ({ message }) => complaints.push(message));
    await page.goto(`${url}?engine=${engine}`);
    await page
      .waitForFunction(() => 'collectTests' in globalThis, undefined, { timeout: 20_000 })
      .catch((cause) => {
        throw new Error(`the page did not start: ${complaints}`, { cause });
      });
    const names = await page.evaluate(() => (globalThis as never as TestPage).collectTests());
    return { page, names };
  };
  /** Runs tests in a page of their own; where it ends before them, those that are left have failed. */
  const runIn = async (engine: BrowserEngine, names: readonly string[], tell: (result: Result) => void) => {
    const { page } = await open(engine);
    const left = new Set(names);
    await page.exposeFunction('tell', (result: Result) => {
      left.delete(result.name);
      tell(result);
    });
    const run = (asked: readonly string[]) => (globalThis as never as TestPage).runTests(asked);
    const problem = await page.evaluate(run, names).then(() => 'it did not run', String);
    for (const name of left) tell({ name, milliseconds: 0, problem });
    await page.close();
  };
  return {
    async run(engine, isAsked, tell = () => {}) {
      const { page, names } = await open(engine);
      await page.close();
      const modelOf = (name: string) =>
        name
          .split(' > ')
          .slice(0, -1)
          .slice(0, 3)
          .join(' > ')
          .replace(/^kernels.*/, 'kernels');
      const asked = names.filter(isAsked);
      const results: Result[] = [];
      for (const model of new Set(asked.map(modelOf))) {
        const ofModel = asked.filter((name) => modelOf(name) === model);
        await runIn(engine, ofModel, (result) => {
          results.push(result);
          tell(result);
        });
      }
      return results;
    },
    close() {
      server.close();
      rmSync(script, { recursive: true });
    },
  };
}
