import type { Page } from 'playwright-core';

/** How long the calculation below takes on a quiet desktop computer of 2024, in milliseconds. */
const QUIET = 200;

/** How many times as long as on a quiet desktop computer a calculation takes in this page, now; at least 1. What has a limit of time is held against so many times the limit. */
export async function slowness(page: Page): Promise<number> {
  const milliseconds = await page.evaluate(() => {
    const start = performance.now();
    let value = 1;
    for (let step = 0; step < 1e7; step++) value = Math.sqrt(value * value + (step % 7)) % 1e3;
    return Number.isNaN(value) ? 0 : performance.now() - start;
  });
  return Math.max(1, milliseconds / QUIET);
}
