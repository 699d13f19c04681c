import { examplesIn } from '../blocks';

const readme = (...blocks: string[]) =>
  ['# A package', ...blocks.map((block) => `\`\`\`ts\n${block}\n\`\`\``)].join('\n');

test('blocks of a README are one program up to the next one that imports', () => {
  const text = readme("import 'a';", 'first;', "// a remark\nimport 'b';", 'second;');
  const programs = examplesIn('README.md', text).map(({ text }) => text.split('\n').filter(Boolean));
  expect(programs).toEqual([
    ["import 'a';", 'first;'],
    ['// a remark', "import 'b';", 'second;'],
  ]);
});

test('code keeps the lines on which it stands', () => {
  const text = readme('first;', 'second;');
  const [{ line, text: program }] = examplesIn('README.md', text);
  expect(line).toBe(3);
  for (const code of ['first;', 'second;'])
    expect(program.split('\n').indexOf(code)).toBe(text.split('\n').indexOf(code));
});

test('a block marked no-run stands alone', () => {
  const text = readme('first;', 'second;').replace('```ts\nsecond', '```ts no-run\nsecond');
  expect(examplesIn('README.md', text).map(({ run }) => run)).toEqual([true, false]);
});

test('each block of a doc comment is a program, and code is none', () => {
  const text = ['/**', ' * A doc.', ' * ```ts', ' * if (a) {', ' *   b;', ' * }', ' * ```', ' */', 'code();'].join(
    '\n',
  );
  const [{ line, text: program }, ...others] = examplesIn('src/a.ts', text);
  expect(others).toEqual([]);
  expect(line).toBe(4);
  expect(program.trim()).toBe('if (a) {\n  b;\n}');
});

test('other languages are left alone, an open block is an error', () => {
  expect(examplesIn('README.md', '```sh\nnpm install\n```')).toEqual([]);
  expect(() => examplesIn('README.md', '```ts\na;')).toThrow('README.md:1: the block is never closed');
});
