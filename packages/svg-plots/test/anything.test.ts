import { expectNoRawError } from '../../../tooling/jest/anything';
import * as plots from '../src';

/** Every argument that is checked, each in the place of `value`, which is anything at all. */
const calls: Record<string, (value: never) => unknown> = {
  colormapTable: plots.colormapTable,
  'name of registerColormap': (name) => plots.registerColormap(name, [[0, 0, 0], [1, 1, 1]]), // biome-ignore format: a table
  'table of registerColormap': (table) => plots.registerColormap('of anything', table),
  hexColors: plots.hexColors,
  isDiverging: plots.isDiverging,
  signTones: plots.signTones,
  'range of colorRange': (range) => plots.colorRange([1], range),
  'clip of colorRange': (clip) => plots.colorRange([1], 'centered', clip),
  readNumbers: (values) => plots.readNumbers(values, 'values'),
  'readNumbers with gaps': (values) => plots.readNumbers(values, 'values', { gaps: true }),
  checkLength: (length) => plots.checkLength('width', length, 3),
  currentOptions: (options) => plots.currentOptions(options, ['width'], 'toSVG'),
};

test.each(Object.entries(calls))('%s: whatever is given, no raw error', (_, call) => expectNoRawError(call as never));
