import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { packageFolder } from '../../src/package-folder';
import { jsonText } from '../../src/terminal/json';
import { PrintableOutput, paintable } from '../../src/terminal/printable-output';
import { instead, temporaryFolder, xai } from '../support/xai';

const folder = temporaryFolder();
const file = (name: string) => path.join(folder, name);

/** Everything below a blank, delete, C1, and what changes the direction of a line. */
const controls = [
  ...Array.from({ length: 32 }, (_, code) => code),
  ...Array.from({ length: 33 }, (_, code) => 127 + code),
  0x2028,
  0x202e,
  0x2066,
]
  .map((code) => String.fromCharCode(code))
  .join('');

/** What of a text a terminal would obey, besides line breaks and colours. */
const obeyed = (text: string) =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
  text.replace(/\n|\x1b\[[\d;]*m/g, '').match(/[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g) ?? [];

test('no control character gets through, and no other one is changed', () => {
  let written = '';
  const output = new PrintableOutput({ write: (text) => (written += text), isTTY: true, columns: 7 });
  output.write(`a${controls}b\nÄ 猫 😀 سلام é\n`);
  expect(obeyed(written)).toEqual([]);
  expect(written).not.toContain('\x1b');
  expect(written.endsWith('b\nÄ 猫 😀 سلام é\n')).toBe(true);
  expect([output.isTTY, output.columns]).toEqual([true, 7]);
});

test('pictures have colours and nothing else', () => {
  const colored = '\x1b[48;2;1;2;3m word \x1b[0m\n';
  expect(paintable(colored)).toBe(colored);
  for (const code of ['\x1b[2J', '\x1b]8;;http://x\x07', '\x1b[3A', '\x9b2J', '\x1bc', '\r', '\b'])
    expect(obeyed(paintable(`a${code}b`))).toEqual([]);
});

test('JSON says the same without them', () => {
  const value = { [controls]: [controls, '猫'] };
  expect(obeyed(jsonText(value))).toEqual([]);
  expect(JSON.parse(jsonText(value))).toEqual(value);
});

test('names in a model, a table and a path: on the terminal, in .ansi files, JSON and messages', async () => {
  const evil = '\x1b[2J\x1b]8;;http://x\x07\x9b31m\u202e\rname';
  cpSync(path.join(packageFolder(), 'models', 'penguins'), file('penguins'), { recursive: true });
  const meta = JSON.parse(readFileSync(file('penguins/meta.json'), 'utf8'));
  const features = [evil, ...meta.features.slice(1)];
  const said = { ...meta, title: evil, classes: meta.classes.map((name: string) => evil + name), features };
  for (const name of ['samples.csv', 'background.csv']) {
    const [header, ...lines] = readFileSync(file(`penguins/${name}`), 'utf8').split('\n');
    const quoted = `"${evil}"`;
    writeFileSync(file(`penguins/${name}`), [header.replace('beak length (mm)', quoted), ...lines].join('\n'));
  }
  writeFileSync(file('penguins/meta.json'), JSON.stringify({ ...said, categories: { sex: [evil, 'male'] } }));
  const asked = ['explain', '--model', file('penguins/model.json'), '--csv', file('penguins/samples.csv')];
  const cheap = ['--method', 'Gradient', '--engine', 'cpu', '--out', file('row.ansi')];
  for (const more of [[], ['--json'], ['--output', `no\x1b${evil}`], ['--csv', `no\x1b\x9b${evil}.csv`]]) {
    const { stdout, stderr } = await xai(instead(asked, [...cheap, ...more]), { isTTY: true });
    expect(stdout + stderr).toMatch(/name/);
    expect(obeyed(stdout + stderr.replaceAll('\r\x1b[2K', ''))).toEqual([]); // what takes the line of progress away
    expect(stdout + stderr).not.toContain('[2J\x1b');
  }
  expect(readFileSync(file('row.ansi'), 'utf8')).toContain('name');
  expect(readFileSync(file('row.ansi'), 'utf8')).not.toContain('\x1b');
  const inspected = await xai(['inspect', file('penguins/model.json'), '--engine', 'cpu']);
  expect(inspected.stdout).toContain('name');
  expect(inspected.stdout).not.toContain('\x1b');
});

test('a message has at most some thousand letters, and so has a stack', async () => {
  const asked = ['explain', '--model', 'x'.repeat(1e6), '--input', 'a.png'];
  for (const options of [asked, ['--debug', ...asked], ['explain', `--${'y'.repeat(1e6)}`]]) {
    const { code, stderr } = await xai(options);
    expect(code).toBeGreaterThan(0);
    expect(stderr.length).toBeLessThan(20_000);
  }
});
