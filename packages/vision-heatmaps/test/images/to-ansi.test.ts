import { ValueError } from 'xai-base';
import { createImage, type RGBAImage, toAnsi } from '../../src';

const image: RGBAImage = {
  width: 2,
  height: 2,
  data: new Uint8ClampedArray([255, 0, 0, 255, 0, 255, 0, 255, 0, 0, 255, 255, 1, 2, 3, 255]),
};
const ESC = '\x1b';
const lines = (text: string) => text.split('\n').slice(0, -1);
const blocks = (line: string) => line.split('▀').length - 1;

test('two by two pixels are one line of two half blocks', () => {
  const left = `${ESC}[38;2;255;0;0m${ESC}[48;2;0;0;255m▀`;
  const right = `${ESC}[38;2;0;255;0m${ESC}[48;2;1;2;3m▀`;
  expect(toAnsi(image)).toBe(`${left}${right}${ESC}[0m\n`);
});

test('the last line of an odd height has the background of the terminal', () => {
  expect(toAnsi(createImage(1, 1, [9, 9, 9, 255]))).toBe(`${ESC}[38;2;9;9;9m${ESC}[49m▀${ESC}[0m\n`);
});

test('the width is in columns, and the aspect stays', () => {
  const wide = lines(toAnsi(createImage(28, 28), { width: 10 }));
  expect(wide.map(blocks)).toEqual([10, 10, 10, 10, 10]);
  expect(lines(toAnsi(createImage(300, 100))).map(blocks)).toEqual(Array(14).fill(80));
  expect(lines(toAnsi(createImage(400, 1), { width: 4 })).map(blocks)).toEqual([4]);
});

test('enlarged pixels stay crisp', () => {
  expect(new Set(toAnsi(image, { width: 4 }).match(/38;2;\d+;\d+;\d+/g))).toEqual(
    new Set(['38;2;255;0;0', '38;2;0;255;0', '38;2;0;0;255', '38;2;1;2;3']),
  );
});

test('rejects a width of no columns', () => {
  expect(() => toAnsi(image, { width: 0 })).toThrow(ValueError);
});
