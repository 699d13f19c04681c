import { rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { bundle } from '../../browser/bundle';
import type { BrowserEngine } from '../../browser/in-page/browser-engines';
import { openChromium, softwareWebgpu } from '../../browser/open-chromium';
import { serve } from '../../browser/serve';
import type { BenchPage } from '../browser/page';
import { browserWorkloads } from '../browser/workloads';
import { median } from '../measuring/statistics';
import { markdownTable } from '../report/markdown-table';
import type { Report } from '../report/tables';
import { nameOf, type Workload } from '../workloads';

type Browser = Awaited<ReturnType<typeof openChromium>>;
type Page = Awaited<ReturnType<Browser['newPage']>>;

const workspace = path.resolve(import.meta.dirname, '../../..');
const { resolve } = createRequire(path.join(workspace, 'tooling/browser/package.json'));
const turns = 3;
const milliseconds = 300;

/** What a browser's engines are timed with. */
export interface BrowserChoice {
  readonly words: readonly string[];
  readonly engines: readonly BrowserEngine[];
  /** Whether to use the machine's graphics card, and not one in software. */
  readonly card: boolean;
}

/** The times of one engine on one workload. */
interface Times {
  readonly engine: BrowserEngine;
  readonly first: number;
  readonly times: number[];
  readonly failure?: string;
}

/** Opens a page of an engine, and has it hold a workload ready. */
async function open(browser: Browser, url: string, engine: BrowserEngine, workload: Workload) {
  const page = await browser.newPage();
  page.setDefaultTimeout(0);
  await page.goto(`${url}?engine=${engine}`);
  await page.waitForFunction(() => 'burst' in globalThis);
  const ready = await page
    .evaluate((asked) => (globalThis as never as BenchPage).prepare(asked), workload)
    .then(
      (first) => ({ first }),
      (error: Error) => ({ first: Number.NaN, failure: error.message.split('\n')[0] }),
    );
  return { page, engine, times: [] as number[], ...ready };
}

/** All engines hold the workload ready, and take turns. */
async function timesOf(
  browser: Browser,
  url: string,
  engines: readonly BrowserEngine[],
  workload: Workload,
): Promise<Times[]> {
  const opened: (Times & { page: Page })[] = [];
  for (const engine of engines) opened.push(await open(browser, url, engine, workload));
  for (let turn = 0; turn < turns; turn++)
    for (const { page, times, failure } of opened)
      if (failure === undefined)
        times.push(
          ...(await page.evaluate((length) => (globalThis as never as BenchPage).burst(length), milliseconds)),
        );
  for (const { page } of opened) await page.close();
  return opened;
}

/** A time, and how many times as long as wasm's it is. */
function cell({ first, times, failure }: Times, reference: Times | undefined): string {
  if (failure !== undefined) return 'fails';
  const time = median(times);
  const ratio = reference && reference.times.length > 0 ? ` (${(time / median(reference.times)).toPrecision(2)})` : '';
  return `${time.toPrecision(3)}${ratio}, first ${first.toPrecision(2)}`;
}

/** Times the engines of a browser. */
export async function browserBench(
  { words, engines, card }: BrowserChoice,
  progress: (line: string) => void,
): Promise<Report> {
  const script = bundle(path.join(workspace, 'tooling/bench/browser/page.ts'), path.join(workspace, 'tsconfig.json'));
  const { url, server } = await serve('<!doctype html><script type="module" src="/script/page.js"></script>', {
    script,
    wasm: path.dirname(resolve('@tensorflow/tfjs-backend-wasm')),
    onnxruntime: path.dirname(resolve('onnxruntime-web')),
  });
  const browser = await openChromium(...(card ? ['--enable-unsafe-webgpu'] : softwareWebgpu));
  try {
    const page = await browser.newPage();
    await page.goto(`${url}?engine=cpu`);
    await page.waitForFunction(() => 'adapter' in globalThis);
    const adapter = await page.evaluate(() => (globalThis as never as BenchPage).adapter());
    await page.close();
    progress(adapter);
    const rows: string[][] = [];
    const data: object[] = [];
    for (const workload of browserWorkloads(words)) {
      const all = await timesOf(browser, url, engines, workload);
      for (const { engine, failure } of all)
        if (failure) progress(`${nameOf(workload)} on ${engine} fails: ${failure}`);
      const wasm = all.find(({ engine }) => engine === 'wasm');
      rows.push([nameOf(workload), ...all.map((times) => cell(times, wasm))]);
      data.push({
        workload,
        times: all.map(({ engine, first, times, failure }) => ({ engine, first, times, failure })),
      });
      progress(rows.at(-1)!.join(' | '));
    }
    const told = `${adapter}. Milliseconds; in brackets: times as long as wasm; the first run compiles.`;
    return { section: 'browser', text: `${told}\n\n${markdownTable(['workload', ...engines], rows)}`, data };
  } finally {
    await browser.close();
    server.close();
    rmSync(script, { recursive: true });
  }
}
