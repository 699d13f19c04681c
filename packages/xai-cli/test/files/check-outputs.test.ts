import { linkSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { UsageError } from '../../src';
import { checkOutputs } from '../../src/files/check-outputs';
import { temporaryFolder } from '../support/xai';

const folder = temporaryFolder();
const place = (...names: string[]) => path.join(folder, ...names);

beforeAll(() => {
  mkdirSync(place('deep'));
  writeFileSync(place('photo.png'), 'photo');
  symlinkSync(place('photo.png'), place('link.png'));
  linkSync(place('photo.png'), place('twin.png'));
  symlinkSync(folder, place('around'));
});

const check = (...outputs: string[]) =>
  checkOutputs(
    outputs.map((file, at) => ({ option: ['--out', '--save'][at], file })),
    [{ option: '--input', file: place('photo.png') }],
  );

test.each([['photo.png'], ['deep/../photo.png'], ['link.png'], ['twin.png'], ['around/photo.png']])(
  'a file that is read is not written over as %s',
  async (name) => {
    await expect(check(place(name))).rejects.toThrow(
      new UsageError(`--out would write over ${place('photo.png')}, the file of --input; expected a file of its own.`),
    );
    await expect(check(path.relative(process.cwd(), place(name)))).rejects.toThrow(UsageError);
  },
);

test('nor is one that is written, though it is not there yet', async () => {
  await check(place('new.png'), place('deep/new.png'));
  await expect(check(place('new.png'), place('around/deep/../new.png'))).rejects.toThrow('the file of --out');
});
