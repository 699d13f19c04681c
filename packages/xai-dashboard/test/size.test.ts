import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { filesIn } from '../src/server/files-in';

const MOST = 1_500_000;

/** What is loaded without being asked for: scripts and models; not runtimes, which are what computes. */
const later = /third-party|\.wasm$|hdf5|ort\.|(^|\/)models\/(mails|seasons|penguins|temperature)\//;

test('the page is below 1.5 MB when it is loaded', async () => {
  const files = await filesIn(path.join(__dirname, '../dist/app'));
  const sizes = [...files]
    .filter(([name]) => !later.test(name))
    .map(([name, file]) => [name, gzipSync(readFileSync(file)).length] as const);
  expect(sizes.length).toBeGreaterThan(10);
  expect(sizes.reduce((sum, [, size]) => sum + size, 0)).toBeLessThan(MOST);
});
