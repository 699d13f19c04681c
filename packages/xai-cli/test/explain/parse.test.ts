import { UsageError } from '../../src';
import { parseFix } from '../../src/explain/parse-fix';
import { parseMissing } from '../../src/explain/parse-missing';
import { outputOf, parseTerm } from '../../src/explain/parse-output';
import { parseSummary } from '../../src/explain/parse-summary';

test('what stands in for missing values', () => {
  expect(['NaN', 'typical', '-9'].map(parseMissing)).toEqual(['NaN', 'typical', -9]);
  for (const text of ['mean', '', 'nan', '0x1']) expect(() => parseMissing(text)).toThrow(UsageError);
});

test('what stands for rows', () => {
  expect(['means', 'medians', '12'].map(parseSummary)).toEqual(['means', 'medians', 12]);
  for (const text of ['mean', '', '0', '1.5', '-1']) expect(() => parseSummary(text)).toThrow(UsageError);
});

test('what other inputs get', () => {
  const fix = parseFix(['a=ones', 'b=zeros', 'c=2', 'd=1,-2', 'e=numbers.csv', 'f=x=y.csv']);
  expect(fix).toEqual({
    ...{ a: 'ones', b: 'zeros', c: 2, d: [1, -2] },
    ...{ e: { file: 'numbers.csv' }, f: { file: 'x=y.csv' } },
  });
  for (const text of ['a', 'a=', '=1']) expect(() => parseFix([text])).toThrow(UsageError);
});

test('outputs: an index, an index path, the name of a class', () => {
  expect(['4', ' 37, 1', 'spam', '-1', '1.5'].map(outputOf)).toEqual([4, [37, 1], 'spam', '-1', '1.5']);
  expect(['4', 'spam:0.5', '37,1:-1', 'a:b:2'].map(parseTerm)).toEqual([
    { output: 4, weight: 1 },
    { output: 'spam', weight: 0.5 },
    { output: [37, 1], weight: -1 },
    { output: 'a:b', weight: 2 },
  ]);
  for (const text of ['', ':1', '4:x', '4:']) expect(() => parseTerm(text)).toThrow(UsageError);
});
