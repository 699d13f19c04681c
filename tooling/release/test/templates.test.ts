import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const TEMPLATES = path.join(__dirname, '../../../templates');
const folders = readdirSync(TEMPLATES, { withFileTypes: true }).filter((one) => one.isDirectory());

describe.each(folders.map(({ name }) => name))('the template %s', (name) => {
  const read = (file: string) => readFileSync(path.join(TEMPLATES, name, file), 'utf8');

  test('needs nothing of the repository', () => {
    const { peerDependencies, devDependencies } = JSON.parse(read('package.json'));
    for (const version of Object.values({ ...peerDependencies, ...devDependencies }))
      expect(version).toMatch(/^(\^|>=)\d/);
    expect(JSON.parse(read('tsconfig.json'))).not.toHaveProperty('extends');
    for (const file of [...readdirSync(path.join(TEMPLATES, name, 'src')).map((one) => `src/${one}`), 'package.json'])
      expect(read(file)).not.toContain('../');
  });

  test('is listed in the README, with README, LICENSE and tests of its own', () => {
    expect(readFileSync(path.join(TEMPLATES, 'README.md'), 'utf8')).toContain(`[\`${name}\`](${name})`);
    expect(read('README.md')).toContain(`# ${JSON.parse(read('package.json')).name}\n`);
    expect(read('LICENSE')).toContain('MIT License');
    expect(readdirSync(path.join(TEMPLATES, name, 'test'))).not.toEqual([]);
  });
});

test('the rule of the template is that of lrp-rule-absolute', () => {
  const template = readFileSync(path.join(TEMPLATES, 'rule/src/absolute-rule.ts'), 'utf8');
  const rule = path.join(__dirname, '../../../packages/lrp-rule-absolute/src/absolute-rule.ts');
  expect(template).toBe(readFileSync(rule, 'utf8'));
});
