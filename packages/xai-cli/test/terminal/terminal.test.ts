import { wantsColors } from '../../src/terminal/colors';
import { duration } from '../../src/terminal/numbers';
import { PrintableOutput } from '../../src/terminal/printable-output';
import { ProgressLine } from '../../src/terminal/progress';
import { markdownTable, table } from '../../src/terminal/table';

test('a table is as wide as it need be', () => {
  expect(
    table(
      ['name', 'n'],
      [
        ['a', '10'],
        ['bcdef', '2'],
      ],
      ['left', 'right'],
    ),
  ).toBe('name    n\n-----  --\na      10\nbcdef   2\n');
  expect(markdownTable(['name', 'n'], [['a', '10']], ['left', 'right'])).toBe(
    '| name | n |\n| --- | ---: |\n| a | 10 |\n',
  );
});

test('durations for people', () => {
  expect([12.3, 1234].map(duration)).toEqual(['12 ms', '1.2 s']);
});

test('progress is one line on a terminal, and silent elsewhere', () => {
  let written = '';
  const write = (text: string) => {
    written += text;
  };
  const silent = new ProgressLine(new PrintableOutput({ write }));
  silent.show('work', { done: 1, total: 2 });
  silent.clear();
  expect(written).toBe('');
  const line = new ProgressLine(new PrintableOutput({ write, isTTY: true, columns: 30 }));
  line.show('work', { done: 1, total: 2 });
  line.show('work', { done: 1, total: 2 });
  expect(written).toBe('\r\x1b[2K[##########..........]  50 % '); // cut at the edge of the terminal
  line.clear();
  line.clear();
  expect(written.endsWith(' % \r\x1b[2K')).toBe(true);
});

test('colours go to terminals, as the environment says', () => {
  const terminal = { write: () => {}, isTTY: true };
  const { NO_COLOR, FORCE_COLOR } = process.env;
  const wants = (no: string, force: string, output: Parameters<typeof wantsColors>[0]) => {
    Object.assign(process.env, { NO_COLOR: no, FORCE_COLOR: force });
    return wantsColors(output);
  };
  expect(wants('', '', terminal)).toBe(true);
  expect(wants('1', '', terminal)).toBe(false);
  expect(wants('', '1', { write: () => {} })).toBe(true);
  expect(wants('', '', { write: () => {} })).toBe(false);
  Object.assign(process.env, { NO_COLOR, FORCE_COLOR });
  for (const name of ['NO_COLOR', 'FORCE_COLOR']) if (process.env[name] === 'undefined') delete process.env[name];
});
