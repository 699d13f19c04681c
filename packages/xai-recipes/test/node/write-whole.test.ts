import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { ModuleKind, ScriptTarget, transpileModule } from 'typescript';
import { saveFile, writeWhole } from '../../src/node';
import { temporaryFolder } from '../support/temporary-folder';

const folder = temporaryFolder();
const LENGTH = 8e6;

/** A process that writes a file again and again, each time all of one letter of those given. */
function writer(file: string, letters: string, times: number): ChildProcess {
  const module = path.join(folder, 'write-whole.mjs');
  if (!existsSync(module)) {
    const source = readFileSync(path.join(__dirname, '../../src/node/write-whole.ts'), 'utf8');
    const compilerOptions = { module: ModuleKind.ES2022, target: ScriptTarget.ES2022 };
    writeFileSync(module, transpileModule(source, { compilerOptions }).outputText);
  }
  const script = `import { writeWhole } from ${JSON.stringify(module)};
    const [file, letters, times] = process.argv.slice(1);
    for (let turn = 0; turn < times; turn++) await writeWhole(file, letters[turn % letters.length].repeat(${LENGTH}));`;
  return spawn(process.execPath, ['--input-type=module', '-e', script, file, letters, String(times)], {
    stdio: 'inherit',
  });
}

/** Which letter the whole file is of; not one that is half written, or of two. */
function letterIn(file: string): string {
  const text = readFileSync(file, 'latin1');
  expect(text.length).toBe(LENGTH);
  expect(text).toBe(text[0].repeat(LENGTH));
  return text[0];
}

test('whenever a process is killed, the file is a whole one: the old or the new', async () => {
  const file = path.join(folder, 'killed.txt');
  writeFileSync(file, 'o'.repeat(LENGTH));
  const seen = new Set<string>();
  for (const wait of [1, 3, 5, 8, 13, 21]) {
    const before = statSync(file).ino;
    const child = writer(file, 'ab', 1e6);
    while (statSync(file).ino === before) await setTimeout(1); // it writes
    await setTimeout(wait);
    child.kill('SIGKILL');
    const [, signal] = await once(child, 'exit');
    expect(signal).toBe('SIGKILL');
    seen.add(letterIn(file));
  }
  expect([...seen].every((letter) => 'ab'.includes(letter))).toBe(true);
});

test('two processes on one file leave one whole file, and nothing else', async () => {
  const file = path.join(folder, 'both', 'shared.txt'); // both make the folder
  const ends = ['c', 'd'].map((letter) => once(writer(file, letter, 8), 'exit'));
  for (const [code] of await Promise.all(ends)) expect(code).toBe(0);
  expect('cd').toContain(letterIn(file));
  expect(readdirSync(path.dirname(file))).toEqual(['shared.txt']);
});

test('a failure leaves the old file, and nothing else', async () => {
  const place = path.join(folder, 'failure');
  mkdirSync(place);
  const file = path.join(place, 'kept.txt');
  writeFileSync(file, 'old');
  await expect(writeWhole(file, 5 as unknown as string)).rejects.toThrow('Received type number');
  expect(readFileSync(file, 'utf8')).toBe('old');
  expect(readdirSync(place)).toEqual(['kept.txt']);
});

test('a file system without room for it is a failure, not a loop', async () => {
  await expect(saveFile('/proc/nope/x.png', 'x')).rejects.toThrow('Cannot write /proc/nope/x.png');
});

test('a file in the way of a folder, and a folder in the way of a file', async () => {
  const file = path.join(folder, 'file');
  writeFileSync(file, '');
  await expect(saveFile(path.join(file, 'deep', 'x'), 'x')).rejects.toThrow('a part of the path is a file');
  mkdirSync(path.join(folder, 'folder'));
  await expect(saveFile(path.join(folder, 'folder'), 'x')).rejects.toThrow('it is a folder');
});

test('a link is followed, a device is written into, and who may read a file stays so', async () => {
  const [file, link] = ['secret.txt', 'link.txt'].map((name) => path.join(folder, name));
  writeFileSync(file, 'old');
  chmodSync(file, 0o600);
  symlinkSync(file, link);
  await saveFile(link, 'new');
  expect(readFileSync(file, 'utf8')).toBe('new');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  await saveFile('/dev/null', 'gone');
  expect(statSync('/dev/null').isFile()).toBe(false);
});
