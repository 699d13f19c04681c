import { asCommonJs, packagesImported } from '../program';

const program = "\nimport {\n  a,\n} from '@scope/a/sub';\nimport 'node:fs';\nawait a();\n";

test('the CommonJS form keeps the lines of the code', () => {
  const lines = asCommonJs(program).split('\n');
  expect(lines[0]).toBe("import { a, } from '@scope/a/sub'; import 'node:fs'; async function main() {");
  expect(lines.indexOf('await a();')).toBe(program.split('\n').indexOf('await a();'));
});

test('the packages that are imported', () => {
  expect(packagesImported(program)).toEqual(['@scope/a']);
});
