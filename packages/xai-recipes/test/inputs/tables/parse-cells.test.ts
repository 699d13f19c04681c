import * as fc from 'fast-check';
import { parseCells } from '../../../src/inputs/tables/parse-cells';

const cell = fc.string().map((text) => text.trim());
const table = fc
  .integer({ min: 2, max: 4 })
  .chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 5 }));
const quoted = (text: string) => `"${text.replace(/"/g, '""')}"`;

test('what is quoted is read as it was, whatever stands in it', () => {
  fc.assert(
    fc.property(
      table,
      fc.constantFrom(',', ';', '\t' as const),
      fc.constantFrom('\n', '\r\n', '\r'),
      (rows, mark, end) => {
        const text = rows.map((row) => row.map(quoted).join(mark)).join(end);
        expect(parseCells(text, mark as ',')).toEqual(rows);
        expect(parseCells(`${text}${end}`, mark as ',')).toEqual(rows);
      },
    ),
  );
});

test.each([
  [
    'a,b\n1,2',
    [
      ['a', 'b'],
      ['1', '2'],
    ],
  ],
  [
    ' a , "b" \n\n1,\n',
    [
      ['a', 'b'],
      ['1', ''],
    ],
  ],
  ['a\n"x\ny"\n', [['a'], ['x\ny']]],
  ['', []],
] as [string, string[][]][])('%j', (text, cells) => expect(parseCells(text, ',')).toEqual(cells));

test.each([
  ['a,b\n1\n', 'Invalid Record Length: expect 2, got 1 on line 2'],
  ['a,b\n"1,2\n', 'line 2'],
  ['a,b\n"x\ny",1\n1"2,3', 'Invalid Opening Quote: a quote inside of a cell on line 4'],
  ['a\n"x"y\n', 'Invalid Closing Quote: text behind a quote on line 2'],
])('%j is no table', (text, message) => expect(() => parseCells(text, ',')).toThrow(message));
