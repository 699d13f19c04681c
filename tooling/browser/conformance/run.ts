import path from 'node:path';
import { parseArgs } from 'node:util';
import { type BrowserEngine, browserEngines } from '../in-page/browser-engines';
import { openChromium, softwareWebgpu } from '../open-chromium';
import { knownDifference } from './known-differences';
import { openConformance } from './open-conformance';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { engines: { type: 'string' }, card: { type: 'boolean', default: false } },
});

/** Runs what was asked for, and tells what failed and how long each engine took. */
async function main(): Promise<void> {
  const engines = (values.engines?.split(',') ?? browserEngines) as BrowserEngine[];
  const unknown = engines.filter((name) => !browserEngines.includes(name));
  if (unknown.length > 0) throw new Error(`no engine is called ${unknown}; there are: ${browserEngines.join(', ')}`);
  const browser = await openChromium(...(values.card ? ['--enable-unsafe-webgpu'] : softwareWebgpu));
  const conformance = await openConformance(browser, path.resolve(import.meta.dirname, '../../..'));
  const pattern = new RegExp(positionals.join('|'));
  const isAsked = (name: string) => pattern.test(name);
  try {
    for (const engine of engines) {
      const results = await conformance.run(engine, isAsked, ({ name, milliseconds, problem = '' }) =>
        console.error(`${engine} ${milliseconds.toFixed(0)} ms ${name} ${problem}`),
      );
      const differing = results.filter(({ problem }) => problem !== undefined);
      const failed = differing.filter(({ name }) => knownDifference(engine, name) === undefined);
      const seconds = results.reduce((sum, { milliseconds }) => sum + milliseconds, 0) / 1000;
      console.log(
        `${engine}: ${results.length - differing.length} of ${results.length} in ${seconds.toFixed(0)} s, and ${differing.length - failed.length} known differences`,
      );
      for (const { name, problem } of failed) console.log(`  ${name}: ${problem}`);
      if (failed.length > 0 || results.length === 0) process.exitCode = 1;
    }
  } finally {
    await browser.close();
    conformance.close();
  }
}

await main();
