import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const ROOT = path.join(__dirname, '../../..');
const read = (file: string) => readFileSync(path.join(ROOT, file), 'utf8');
const { scripts, packageManager } = JSON.parse(read('package.json'));
const FOLDER = '.github/workflows';
const files = [...readdirSync(path.join(ROOT, FOLDER)).map((name) => `${FOLDER}/${name}`), '.ci/run'];
/** What pnpm knows itself. */
const OWN = ['install', 'run', 'changeset'];

describe.each(files)('%s', (file) => {
  const text = read(file);

  test('runs scripts that there are', () => {
    const words = [...text.matchAll(/\bpnpm(?:@[\d.]+)? (?:run )?([a-z][\w:-]*)/g)].map(([, word]) => word);
    expect(words).not.toEqual([]);
    for (const word of words) expect([...OWN, ...Object.keys(scripts)]).toContain(word);
  });

  test('takes the pnpm that the workspace names', () => {
    const versions = [...text.matchAll(/pnpm@([\d.]+)/g)].map(([, version]) => version);
    for (const version of versions) expect(`pnpm@${version}`).toBe(packageManager);
  });

  test('names packages and actions that can be found', () => {
    const [, projects = ''] = /--selectProjects (.*)/.exec(text) ?? [];
    for (const name of projects.split(' ').filter(Boolean))
      expect(readdirSync(path.join(ROOT, 'packages'))).toContain(name);
    for (const [, action] of text.matchAll(/uses: (\S+)/g)) expect(action).toMatch(/^[\w-]+\/[\w-]+@v\d+$/);
  });
});
